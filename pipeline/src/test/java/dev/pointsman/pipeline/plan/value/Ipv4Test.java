package dev.pointsman.pipeline.plan.value;

import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class Ipv4Test {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern DOTTED = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final String ALPHABET = "0123456789....25 a";
    private static final int TEXTS = 200_000;

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.20.1.30", "255.255.255.255", "1.22.200.9"})
    void fourDecimalNumbersAreAnAddress(String text) {
        assertThat(Ipv4.isAddress(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "10",
                "10.0.0",
                "10.0.0.",
                ".10.0.0.1",
                "10.0.0.1.",
                "10.0.0.1.1",
                "10..0.1",
                "256.0.0.1",
                "10.0.0.1000",
                "10.0.0.01",
                "00.0.0.1",
                "10.0.0.1 ",
                "10.0.0.-1",
                "10.0.0.1\n",
                "١٠.0.0.1"
            })
    void anythingElseIsNone(String text) {
        assertThat(Ipv4.isAddress(text)).isFalse();
    }

    @Test
    void addressesAreWhatTheGrammarSays() {
        Random random = new Random(4);
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(17); length > 0; length--) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            assertThat(Ipv4.isAddress(text.toString()))
                    .as(text.toString())
                    .isEqualTo(DOTTED.matcher(text).matches());
        }
    }
}
