package dev.pointsman.pipeline.haproxy.language;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConfigurationWordTest {

    @Test
    void a_plain_value_stays_as_it_is() {
        assertThat(ConfigurationWord.of("shop.example.com:80/a_b-c")).isEqualTo("shop.example.com:80/a_b-c");
    }

    @Test
    void anything_else_stands_in_single_quotes_which_end_only_for_a_quote_of_its_own() {
        assertThat(ConfigurationWord.of("a b")).isEqualTo("'a b'");
        assertThat(ConfigurationWord.of("$HOME \"x\" \\n #")).isEqualTo("'$HOME \"x\" \\n #'");
        assertThat(ConfigurationWord.of("it's")).isEqualTo("'it'\\''s'");
    }

    @Test
    void an_argument_is_quoted_for_both_parsers() {
        assertThat(ConfigurationWord.call("req.fhdr", "x-version")).isEqualTo("req.fhdr(x-version)");
        assertThat(ConfigurationWord.call("str", "a,b)")).isEqualTo("'str(\"a,b)\")'");
        assertThat(ConfigurationWord.call("str", "it's \"\\")).isEqualTo("'str(\"it'\\''s \\\"\\\\\")'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\rb", "a\0b", "a\tb", "\u007f", "\u00e4", "\u2028"})
    void what_could_end_a_line_or_a_file_is_refused(String value) {
        assertThatThrownBy(() -> ConfigurationWord.of(value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConfigurationWord.call("str", value)).isInstanceOf(IllegalArgumentException.class);
    }
}
