/** The sections that listen: for requests, for connections, and what TLS they speak. */
package dev.pointsman.pipeline.haproxy.frontend;
