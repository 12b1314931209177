/** What definitions point at: other resources by their names, machines by their addresses; and whether either can be. */
package dev.pointsman.pipeline.resolve.reference;
