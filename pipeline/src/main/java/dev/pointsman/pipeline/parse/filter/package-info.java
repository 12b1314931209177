/** What an HTTPRoute's rule does to requests and answers besides forwarding: filters, timeouts, retries. */
package dev.pointsman.pipeline.parse.filter;
