/** Who answers: the port of a Service with its endpoints, how it is spoken to, and the policy that holds for it. */
package dev.pointsman.pipeline.plan.backend;
