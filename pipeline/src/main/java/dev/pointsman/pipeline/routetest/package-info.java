/**
 * Routing tests, once their references are resolved: what is asked, where, and what has to come of it.
 *
 * <p>They speak neither YAML nor HAProxy, and the plan knows nothing of them: {@code trial} plays them on a real proxy.
 */
package dev.pointsman.pipeline.routetest;
