package dev.pointsman.pipeline.finding;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FindingsTest {

    private final Findings findings = new Findings();

    private static Origin line(String file, int line) {
        return new Origin(new Place(file, line, 1), "", FieldPath.ROOT);
    }

    @Test
    void ofOneFileAHundredErrorsAreShownAndThenThatThereAreMore() {
        for (int line = 1; line <= 300; line++) {
            findings.error(FindingCode.INVALID_VALUE, line("a.yaml", line), "wrong", "");
        }
        assertThat(findings.all()).hasSize(101);
        assertThat(findings.all().getFirst().toString())
                .startsWith("a.yaml  there is more to say about this file; only the first 100 findings are shown.");
        assertThat(findings.errors()).isEqualTo(300);
    }

    @Test
    void warningsTakeNoErrorsPlace() {
        for (int line = 1; line <= 300; line++) {
            findings.warning(FindingCode.WITHOUT_EFFECT, line("a.yaml", line), "idle", "");
        }
        findings.error(FindingCode.INVALID_VALUE, line("a.yaml", 500), "wrong", "");

        assertThat(findings.all())
                .hasSize(102)
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .singleElement()
                .hasToString("a.yaml:500:1  wrong.  [invalid-value]");
    }

    @Test
    void ofAllFilesAThousandErrorsAreShownAndThenThatThereAreMore() {
        for (int file = 0; file < 2000; file++) {
            findings.error(FindingCode.INVALID_VALUE, line(file + ".yaml", 1), "wrong", "");
        }
        assertThat(findings.all()).hasSize(1001);
        assertThat(findings.all().getFirst().toString())
                .startsWith(".  there is more to say about the definitions; only the first 1000 findings are shown.");
    }

    @Test
    void aHintThatIsNotShownIsNotLookedFor() {
        for (int line = 1; line <= 102; line++) {
            int current = line;
            findings.error(FindingCode.INVALID_VALUE, line("a.yaml", line), "wrong", () -> {
                assertThat(current).isLessThanOrEqualTo(100);
                return "";
            });
        }
    }
}
