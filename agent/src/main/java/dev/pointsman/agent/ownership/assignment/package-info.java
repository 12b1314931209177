/** What a node has to hold, in memory and on disk: the part of a plan that claims need. */
package dev.pointsman.agent.ownership.assignment;
