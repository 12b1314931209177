/** What the ownership loop tells: a view of every moment for whoever asks, and each decision as it happens for logs and metrics. */
package dev.pointsman.agent.ownership.report;
