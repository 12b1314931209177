/**
 * The running HAProxy: checking a configuration, asking master and worker, reloading and knowing whether it worked.
 *
 * <p>HAProxy 2.6 answers a reload before it has happened and never says how it ended, so success is what the new worker says of itself.
 */
package dev.pointsman.agent.haproxy;
