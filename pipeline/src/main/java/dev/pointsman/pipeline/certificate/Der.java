package dev.pointsman.pipeline.certificate;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.util.Arrays;

/** The few structures of the Distinguished Encoding Rules (ITU-T X.690) that are written and read here. */
final class Der {

    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int UTF8_STRING = 0x0c;
    static final int UTC_TIME = 0x17;
    static final int GENERALIZED_TIME = 0x18;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private static final int LONG_FORM = 0x80;

    private Der() {}

    /** Tag, length, and the parts one after the other. */
    static byte[] of(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.write(tag);
        if (length < LONG_FORM) {
            encoded.write(length);
        } else {
            byte[] bytes = BigInteger.valueOf(length).toByteArray();
            int first = bytes[0] == 0 ? 1 : 0;
            encoded.write(LONG_FORM | bytes.length - first);
            encoded.write(bytes, first, bytes.length - first);
        }
        encoded.writeBytes(content.toByteArray());
        return encoded.toByteArray();
    }

    /** The first thing in a sequence, with its tag and length. Throws InvalidKeyException when it is no sequence that holds one. */
    static byte[] first(byte[] sequence) throws InvalidKeyException {
        if (sequence.length < 2 || sequence[0] != SEQUENCE) {
            throw new InvalidKeyException("no sequence");
        }
        int start = contentOf(sequence, 0);
        int end = contentOf(sequence, start) + lengthOf(sequence, start);
        if (end > sequence.length) {
            throw new InvalidKeyException("a length beyond the end");
        }
        return Arrays.copyOfRange(sequence, start, end);
    }

    /** Where the content begins of what begins there. */
    private static int contentOf(byte[] encoded, int start) throws InvalidKeyException {
        if (start + 1 >= encoded.length) {
            throw new InvalidKeyException("nothing where something should be");
        }
        int length = encoded[start + 1] & 0xff;
        return start + 2 + (length < LONG_FORM ? 0 : length - LONG_FORM);
    }

    private static int lengthOf(byte[] encoded, int start) throws InvalidKeyException {
        int content = contentOf(encoded, start);
        if (content == start + 2) {
            return encoded[start + 1];
        }
        if (content > encoded.length || content > start + 5) {
            throw new InvalidKeyException("a length that is too long");
        }
        int length = 0;
        for (int i = start + 2; i < content; i++) {
            length = length << 8 | encoded[i] & 0xff;
        }
        return length;
    }
}
