/** The sections that answer, by a server or themselves, and what they do to requests and answers on the way. */
package dev.pointsman.pipeline.haproxy.backend;
