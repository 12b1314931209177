package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import dev.pointsman.pipeline.certificate.Throwaway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** A private key in the definitions, in its place and in every wrong one: it is found, and nothing that is printed repeats any of it. */
class CommittedKeyTest {

    private static final Throwaway PAIR = Throwaway.make();
    private static final String KEY = PAIR.key();
    private static final String BASE64 = Base64.getEncoder().encodeToString(KEY.getBytes(StandardCharsets.US_ASCII));

    @TempDir
    private Path folder;

    static Stream<String> texts() {
        String block = KEY.indent(4);
        String quoted = KEY.replace("\n", "\\n");
        return Stream.of(
                secret("data: {tls.key: " + BASE64 + "}"),
                secret("stringData:\n  tls.key: |\n" + block),
                secret("stringData: {tls.key: \"" + quoted + "\"}"),
                secret("dataa: {tls.key: " + BASE64 + "}"),
                secret("data: " + BASE64),
                secret("data: [" + BASE64 + "]"),
                secret("data: {tls.key: [" + BASE64 + "]}"),
                secret("stringData: {\"" + quoted + "\": x}"),
                secret("tls.key: |\n" + block),
                secret("type: \"" + quoted + "\""),
                secret("data: {tls.key: " + BASE64),
                "apiVersion: v1\nkind: Secret\nmetadata: {name: \"" + quoted + "\", namespace: edge}\n",
                "apiVersion: v1\nkind: \"" + quoted + "\"\nmetadata: {name: web, namespace: edge}\n",
                "\"" + quoted + "\"\n",
                "? " + BASE64 + "\n: x\n",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: edge}\ndata:\n  ca.crt: |\n"
                        + PAIR.chain().indent(4) + block,
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: edge}\nbinaryData: {k: " + BASE64
                        + "}\n",
                "# To be moved:\n" + KEY.indent(0).replaceAll("(?m)^", "# "),
                "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: a, namespace: edge}\nspec:\n"
                        + "  hostnames: [\"" + quoted + "\"]\n");
    }

    private static String secret(String rest) {
        return "apiVersion: v1\nkind: Secret\nmetadata: {name: web, namespace: edge}\n" + rest + "\n";
    }

    @ParameterizedTest
    @MethodSource("texts")
    void itIsFoundAndNotRepeated(String text) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), text);

        for (String output : List.of("text", "json", "sarif", "github")) {
            String printed = check("--output=" + output);
            assertThat(printed).contains("committed-secret");
            assertRepeatsNothing(printed);
        }
    }

    @Test
    void aFileOfItsOwnIsFoundBesideTheDefinitions() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "# nothing\n");
        Files.createDirectory(folder.resolve("certs"));
        Files.writeString(folder.resolve("certs/tls.key"), KEY);
        Files.writeString(folder.resolve("certs/both.pem"), PAIR.chain() + KEY);
        Files.writeString(folder.resolve("certs/tls.pem"), PAIR.chain());

        String printed = check("--output=text");

        assertThat(printed.lines().filter(line -> line.contains("committed-secret")))
                .extracting(line -> line.split(" ")[0])
                .containsExactly("certs/both.pem", "certs/tls.key");
        assertRepeatsNothing(printed);
    }

    @Test
    void whatOnlyTalksOfKeysIsNone() throws IOException {
        Files.writeString(
                folder.resolve("a.yaml"),
                "# A key begins with -----BEGIN PRIVATE KEY----- and is never to be committed.\n"
                        + secret("type: pointsman.dev/node-files"));

        assertThat(check("--output=text")).doesNotContain("committed-secret");
    }

    /** Any eight characters of it in a row would be a part of it; its heading is not secret, and nothing of a word is that long. */
    private static void assertRepeatsNothing(String printed) {
        String secret = KEY.lines().filter(line -> !line.startsWith("-")).reduce("", String::concat);
        // What comes first says which algorithm it is, and is the same in all keys of a kind.
        for (int i = 36; i + 8 <= secret.length(); i++) {
            assertThat(printed).doesNotContain(secret.substring(i, i + 8));
        }
        for (int i = 100; i + 8 <= BASE64.length() - 40; i++) {
            assertThat(printed).doesNotContain(BASE64.substring(i, i + 8));
        }
    }

    private String check(String output) {
        StringWriter out = new StringWriter();
        int exitCode = new CommandLine(new CheckCommand())
                .setOut(new PrintWriter(out))
                .execute(output, "--color=never", folder.toString());
        assertThat(exitCode).isEqualTo(1);
        return out.toString();
    }
}
