/**
 * From resources to the plan: follows every reference, decides every order, and says what leads nowhere.
 *
 * <p>Pure. It is the last room that speaks of Gateways and routes as people write them, and the only one that decides which rule comes
 * first.
 */
package dev.pointsman.pipeline.resolve;
