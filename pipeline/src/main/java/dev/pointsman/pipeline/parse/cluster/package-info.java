/** Reads what other resources lean on: grants, and the places of keys and certificates. */
package dev.pointsman.pipeline.parse.cluster;
