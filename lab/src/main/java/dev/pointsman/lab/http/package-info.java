/**
 * The lab's way to serve HTTP: a call and an answer as values, and a listener on the JDK's server that can be made to refuse connections
 * and to come back.
 */
package dev.pointsman.lab.http;
