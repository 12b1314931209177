/** Who serves and what moves: the fleet, its nodes, and the route groups whose entries follow their owner. */
package dev.pointsman.pipeline.plan.fleet;
