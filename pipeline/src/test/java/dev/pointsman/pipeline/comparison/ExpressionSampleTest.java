package dev.pointsman.pipeline.comparison;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExpressionSampleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a.*",
                "/[a-z]+",
                "/a/[^/]+",
                "/a(/b)?",
                "/(a|ab)/?b?",
                "/a%[0-9]{2}b",
                "(/\\w)*",
                "^/v[0-9]{1,3}/(?:users|orders)/\\d+$",
                "[\\]x-]{3,}",
                "a\\.b|c",
                "\\S\\s\\D"
            })
    void aTextIsMadeThatTheExpressionTakes(String expression) {
        assertThat(ExpressionSample.of(expression))
                .hasValueSatisfying(sample -> assertThat(sample).matches(expression));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a$b", "a^"})
    void whereNoneIsFoundThereIsNone(String expression) {
        assertThat(ExpressionSample.of(expression)).isEmpty();
    }
}
