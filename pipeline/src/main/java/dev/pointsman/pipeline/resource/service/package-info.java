/** Services: their ports and endpoints, and the policies that say how they are spoken to. */
package dev.pointsman.pipeline.resource.service;
