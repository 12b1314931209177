package dev.pointsman.pipeline.report;

import java.util.List;

import dev.pointsman.pipeline.finding.Place;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExcerptTest {

    private static String marked(int column, String line) {
        List<String> excerpt = Excerpt.of(new Place("a.yaml", 7, column), line);
        int caret = excerpt.getLast().indexOf('^');
        return excerpt.getFirst().substring(caret, caret + 1);
    }

    @Test
    void theCaretStandsBelowItsColumn() {
        assertThat(Excerpt.of(new Place("a.yaml", 7, 3), "a: b")).containsExactly("     7 | a: b", "       |   ^");
    }

    @Test
    void ofALongLineThePartAroundTheCaretIsShown() {
        String line = "-".repeat(300) + "x" + "-".repeat(300);
        assertThat(marked(301, line)).isEqualTo("x");
        assertThat(Excerpt.of(new Place("a.yaml", 7, 301), line).getFirst())
                .hasSizeLessThan(135)
                .contains("…");
    }

    @Test
    void theCaretFitsAtBothEndsOfALongLine() {
        assertThat(marked(1, "x" + "-".repeat(300))).isEqualTo("x");
        assertThat(marked(301, "-".repeat(300) + "x")).isEqualTo("x");
    }

    @Test
    void aTabTakesOneColumnAsItDoesInTheCount() {
        assertThat(marked(3, "\t\tx")).isEqualTo("x");
    }

    @Test
    void whatCouldCommandATerminalIsNotShown() {
        assertThat(Excerpt.of(new Place("a.yaml", 7, 1), "\u001b[31m\u202e\u0007"))
                .first()
                .isEqualTo("     7 | ·[31m··");
    }

    @Test
    void aColumnBeyondTheLineIsItsEnd() {
        assertThat(Excerpt.of(new Place("a.yaml", 7, 9), "ab")).containsExactly("     7 | ab", "       |   ^");
    }

    @Test
    void aPlaceWithoutColumnHasNoCaret() {
        assertThat(Excerpt.of(new Place("a.yaml", 7, 0), "ab").getLast()).doesNotContain("^");
    }
}
