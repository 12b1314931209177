/** How many requests HAProxy serves, and how fast a configuration is made, from few hosts and paths to many. */
package dev.pointsman.lab.bench.routing;
