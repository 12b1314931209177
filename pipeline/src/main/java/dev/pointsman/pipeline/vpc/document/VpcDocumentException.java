package dev.pointsman.pipeline.vpc.document;

import java.io.IOException;

/** A file that does not hold what it is meant to; the message is for people, and says where in the file. */
public final class VpcDocumentException extends IOException {

    private static final long serialVersionUID = 1L;

    VpcDocumentException(String message) {
        super(message);
    }
}
