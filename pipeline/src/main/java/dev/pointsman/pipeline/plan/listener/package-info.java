/** Where requests and connections come in: entrypoints (one address and port), and the listeners that share each. */
package dev.pointsman.pipeline.plan.listener;
