/**
 * The instance metadata service, version 2, of one instance ("Instance metadata and user data", EC2 User Guide): who am I, where am I, and
 * as which role may I call EC2.
 */
package dev.pointsman.lab.metadata;
