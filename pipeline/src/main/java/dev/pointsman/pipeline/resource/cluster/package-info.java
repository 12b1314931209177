/** What other resources lean on: namespaces, grants between them, and the places of keys and certificates. */
package dev.pointsman.pipeline.resource.cluster;
