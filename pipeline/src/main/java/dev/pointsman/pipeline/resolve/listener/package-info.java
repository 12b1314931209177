/** Which listeners of a Gateway can be served, what they show to clients, and whom they trust. */
package dev.pointsman.pipeline.resolve.listener;
