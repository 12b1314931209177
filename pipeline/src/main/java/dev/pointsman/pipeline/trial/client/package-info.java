/** The client of a trial: speaks to HAProxy through its sockets, byte for byte, and tells what came back. */
package dev.pointsman.pipeline.trial.client;
