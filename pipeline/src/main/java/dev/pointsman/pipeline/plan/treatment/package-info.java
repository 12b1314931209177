/** What happens to a request and its answer beyond being forwarded: rewrites, redirects, headers, CORS, timeouts, retries. */
package dev.pointsman.pipeline.plan.treatment;
