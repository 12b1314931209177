/** Other programs of the machine, run to their end with a bound on time; the one place that starts processes. */
package dev.pointsman.agent.program;
