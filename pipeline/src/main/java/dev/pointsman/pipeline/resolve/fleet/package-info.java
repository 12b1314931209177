/** Which Fleet serves which Gateway, which VIPs it can have, and which of them move together. */
package dev.pointsman.pipeline.resolve.fleet;
