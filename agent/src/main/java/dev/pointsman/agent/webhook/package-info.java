/**
 * The webhook: the Git server says that something was pushed, so that nobody has to wait for the next poll.
 *
 * <p>A message is proven by its HMAC and then says no more than <em>look now</em>: what is applied comes from the repository, never from
 * the message. A lost one costs a poll's interval and nothing else.
 */
package dev.pointsman.agent.webhook;
