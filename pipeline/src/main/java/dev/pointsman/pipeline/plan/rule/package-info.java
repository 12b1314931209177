/** What a listener does with what it gets: rules in the order of their precedence, and the backends that share what matches. */
package dev.pointsman.pipeline.plan.rule;
