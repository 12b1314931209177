/** Routes of every kind, and the parents that they attach to. */
package dev.pointsman.pipeline.resource.route;
