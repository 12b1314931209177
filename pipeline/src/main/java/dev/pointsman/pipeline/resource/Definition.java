package dev.pointsman.pipeline.resource;

/** One resource of the definitions. Each kind is a record in the room of its family. */
public interface Definition {

    Metadata metadata();
}
