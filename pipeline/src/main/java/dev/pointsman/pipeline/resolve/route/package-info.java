/** Which route attaches to which listener, where its requests go, and which rule is tried first. */
package dev.pointsman.pipeline.resolve.route;
