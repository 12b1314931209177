/** The Fleet, and how Gateways name theirs. */
package dev.pointsman.pipeline.resource.fleet;
