/** The log lines of requests and connections: one JSON object each. */
package dev.pointsman.pipeline.haproxy.log;
