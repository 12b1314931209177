package dev.pointsman.agent.webhook;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MessageSignatureTest {

    private static final String SECRET = "It's a Secret to Everybody";
    private static final byte[] MESSAGE = "Hello, World!".getBytes(StandardCharsets.UTF_8);
    /** The example of GitHub's "Validating webhook deliveries". */
    private static final String EXAMPLE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    @Test
    void theExampleOfTheDocumentationIsProven() {
        assertThat(MessageSignature.proves(EXAMPLE, MESSAGE, SECRET)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18",
                "sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
            })
    void anythingElseIsNot(String header) {
        assertThat(MessageSignature.proves(header, MESSAGE, SECRET)).isFalse();
    }

    @Test
    void anotherMessageOrSecretIsNot() {
        assertThat(MessageSignature.proves(EXAMPLE, "Hello, World?".getBytes(StandardCharsets.UTF_8), SECRET))
                .isFalse();
        assertThat(MessageSignature.proves(EXAMPLE, MESSAGE, SECRET + " ")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "{\"ref\": \"refs/heads/release/1.x\"} | release/1.x",
                "{\"ref\": \"refs/tags/v1\"}           | none",
                "{\"zen\": \"Keep it logically awesome.\"} | none",
                "payload=%7B%22ref%22%3A           | none",
                "[]                              | none"
            })
    void theBranchIsTheOneOfItsRef(String message, String branch) {
        assertThat(PushedBranch.of(message.getBytes(StandardCharsets.UTF_8)).orElse(null))
                .isEqualTo(branch);
    }
}
