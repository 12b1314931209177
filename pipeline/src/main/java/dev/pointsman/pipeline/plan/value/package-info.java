/** Values that everything in a plan is made of: names, addresses, text that may stand in a request. */
package dev.pointsman.pipeline.plan.value;
