/** How HAProxy's configuration is written: words, lines, the names of proxies and of the variables that sections agree on. */
package dev.pointsman.pipeline.haproxy.language;
