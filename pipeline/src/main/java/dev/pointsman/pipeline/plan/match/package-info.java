/** What a request must be like for a rule to take it. */
package dev.pointsman.pipeline.plan.match;
