/** What renderers and the agent must know of the machine that a node is: where its files are and what its interface is called. */
package dev.pointsman.pipeline.node;
