/**
 * What has to be done so that a HAProxy which runs one bundle serves another: nothing, commands to the running worker, or a reload.
 *
 * <p>It exists between rendering and applying, as a pure comparison. What is compared are the files themselves, taken apart again: they
 * are what HAProxy reads when it starts, so what is decided here cannot differ from them, and a generation that an earlier version of
 * Pointsman has left on disk can be compared as well.
 */
package dev.pointsman.pipeline.change;
