/** Routing tests as they are written. */
package dev.pointsman.pipeline.resource.test;
