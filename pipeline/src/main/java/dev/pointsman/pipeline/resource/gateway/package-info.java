/** Gateways and their classes: where requests come in, and whose business that is. */
package dev.pointsman.pipeline.resource.gateway;
