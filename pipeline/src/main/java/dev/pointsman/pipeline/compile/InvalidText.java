package dev.pointsman.pipeline.compile;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

import dev.pointsman.pipeline.finding.FieldPath;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Place;

/** Finds the place where bytes stop being text. */
final class InvalidText {

    private InvalidText() {}

    /** Line and column of the first byte that is not UTF-8. */
    static Origin origin(String file, byte[] content) {
        CharBuffer text = CharBuffer.allocate(content.length);
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content), text, true);
        text.flip();
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i++) {
            boolean endsLine = text.charAt(i) == '\n';
            line += endsLine ? 1 : 0;
            column = endsLine ? 1 : column + 1;
        }
        return new Origin(new Place(file, line, column), "", FieldPath.ROOT);
    }
}
