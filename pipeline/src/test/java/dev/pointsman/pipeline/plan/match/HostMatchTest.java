package dev.pointsman.pipeline.plan.match;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HostMatchTest {

    private static final List<HostMatch> MATCHES = List.of(
            new HostMatch.Any(),
            new HostMatch.Exact("com"),
            new HostMatch.Exact("example.com"),
            new HostMatch.Exact("a.example.com"),
            new HostMatch.Exact("b.a.example.com"),
            new HostMatch.Exact("xample.com"),
            new HostMatch.Wildcard("com"),
            new HostMatch.Wildcard("example.com"),
            new HostMatch.Wildcard("a.example.com"),
            new HostMatch.Wildcard("b.a.example.com"),
            new HostMatch.Wildcard("xample.com"));

    @Test
    void whatCoversAMatchIsListedOnceAndNothingElse() {
        for (HostMatch narrow : MATCHES) {
            assertThat(narrow.covering()).as(narrow.toString()).doesNotHaveDuplicates();
            for (HostMatch wide : MATCHES) {
                assertThat(narrow.covering().contains(wide))
                        .as(wide + " covers " + narrow)
                        .isEqualTo(wide.covers(narrow));
            }
        }
    }
}
