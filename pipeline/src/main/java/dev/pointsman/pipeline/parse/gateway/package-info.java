/** Reads Gateways and their classes. */
package dev.pointsman.pipeline.parse.gateway;
