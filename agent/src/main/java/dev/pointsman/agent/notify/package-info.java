/**
 * How keepalived's news reach the agent: the {@code notify} client and its socket, keepalived's FIFO, and the probe that keepalived
 * runs.
 *
 * <p>News never say what to do, only that it is time to look. The client's side ({@link
 * dev.pointsman.agent.notify.NotifyCommand}, {@link dev.pointsman.agent.notify.NotifyClient}, {@link
 * dev.pointsman.agent.notify.Probe}) runs while packets are being lost and sees neither the framework nor the AWS SDK.
 */
package dev.pointsman.agent.notify;
