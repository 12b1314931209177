package dev.pointsman.agent.haproxy.runtime;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import dev.pointsman.agent.haproxy.WorkerSocket;

/**
 * Certificates that a worker has in its memory, under the names of the files that it has read them from, and replacing them there.
 *
 * <p>New connections are shown what is new from one moment to the next; those that are open go on. What is replaced is told back by the
 * worker and compared by its fingerprint. No private key can be read out of a worker, and none is in any message here.
 *
 * <p>Source: HAProxy management guide, section 9.3, "set ssl cert", "commit ssl cert", "abort ssl cert", "show ssl cert".
 */
public final class StoredCertificates {

    /**
     * How long a pair may be, in bytes. A command and what it carries must fit into one of HAProxy's buffers, of 16,384 by default ({@code
     * tune.bufsize}); 16,098 were taken and 17,294 refused by 2.6.12 and 3.0.11.
     */
    public static final int LONGEST = 15_000;

    /**
     * What a worker has under one name.
     *
     * @param fingerprint SHA-1 of the whole certificate, hexadecimal in capitals
     * @param serial hexadecimal in capitals, without leading zeros
     * @param intermediates how many certificates stand between this one and its authority
     */
    public record Stored(String fingerprint, String serial, Instant notBefore, Instant notAfter, int intermediates) {}

    private static final String ONGOING = "*";
    private static final String FINGERPRINT = "SHA1 FingerPrint: ";
    private static final String SERIAL = "Serial: ";
    private static final String NOT_BEFORE = "notBefore: ";
    private static final String NOT_AFTER = "notAfter: ";
    private static final String BETWEEN = "Chain Subject: ";
    private static final String DONE = "Success!";

    /** OpenSSL's ASN1_TIME_print: "Dec  1 03:52:09 2026 GMT". */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "MMM ppd HH:mm:ss yyyy 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final WorkerSocket worker;

    public StoredCertificates(WorkerSocket worker) {
        this.worker = worker;
    }

    /** The names of the files that the worker has read. Throws IOException when none answers. */
    public List<String> names() throws IOException {
        return list().stream().filter(name -> !name.startsWith(ONGOING)).toList();
    }

    /** What it has under a name that it has listed. Throws IOException when it does not say. */
    public Stored content(String name) throws IOException {
        List<String> answer = worker.ask("show ssl cert " + name);
        return new Stored(
                value(answer, FINGERPRINT, name),
                value(answer, SERIAL, name).replaceFirst("^0+(?=.)", ""),
                time(value(answer, NOT_BEFORE, name)),
                time(value(answer, NOT_AFTER, name)),
                (int) answer.stream().filter(line -> line.startsWith(BETWEEN)).count());
    }

    private static String value(List<String> answer, String field, String name) throws IOException {
        return answer.stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).strip())
                .findFirst()
                .orElseThrow(() ->
                        new IOException("HAProxy says \"" + String.join("; ", answer) + "\" about \"" + name + "\""));
    }

    /**
     * Replaces what the worker has under a name, whole or not at all. Throws IOException with the worker's words when it does not.
     *
     * @param pem what the files hold now, without empty lines, for such a line would end it
     */
    public void replace(String name, String pem) throws IOException {
        for (String entry : list()) {
            if (entry.startsWith(ONGOING)) {
                // Left by somebody who was interrupted; there is one transaction at a time for all files.
                worker.ask("abort ssl cert " + entry.substring(ONGOING.length()));
            }
        }
        require("Transaction ", worker.ask("set ssl cert " + name + " <<\n" + pem), "set ssl cert " + name);
        try {
            require(DONE, worker.ask("commit ssl cert " + name), "commit ssl cert " + name);
        } catch (IOException refused) {
            worker.ask("abort ssl cert " + name);
            throw refused;
        }
    }

    /** How the worker tells a certificate from others. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    /** Comments tell the transaction, whose name follows them with a star, from the files. */
    private List<String> list() throws IOException {
        return worker.ask("show ssl cert").stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static void require(String words, List<String> answer, String command) throws IOException {
        if (answer.stream().noneMatch(line -> line.contains(words))) {
            throw new IOException("HAProxy says \"" + String.join("; ", answer) + "\" to \"" + command + "\"");
        }
    }

    private static Instant time(String text) throws IOException {
        try {
            return Instant.from(TIME.parse(text.strip()));
        } catch (DateTimeException unknown) {
            throw new IOException("HAProxy tells a time in a way that is not known: \"" + text + "\"", unknown);
        }
    }
}
