package dev.pointsman.pipeline.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.NodeFindingCode;

/**
 * The documentation page of a finding's code.
 *
 * @param summary one sentence
 * @param explanation what comes before the examples, without the title
 * @param page all of it, Markdown
 */
public record FindingGuide(String summary, String explanation, String page) {

    /** Where the build puts the pages of {@code docs/findings}. */
    private static final String FOLDER = "/dev/pointsman/pipeline/report/guide/";

    /** The page of a code; one that has none stands for itself. */
    public static FindingGuide of(String code) {
        return find(code).orElseGet(() -> new FindingGuide(code, code, code));
    }

    /** The page of a code; empty for every other word. */
    public static Optional<FindingGuide> find(String code) {
        return codes().contains(code) ? Optional.of(read(code)) : Optional.empty();
    }

    /** Every code that has a page: those of definitions, then those of commits and nodes. */
    public static List<String> codes() {
        return Stream.concat(
                        Arrays.stream(FindingCode.values()).map(FindingCode::text),
                        Arrays.stream(NodeFindingCode.values()).map(NodeFindingCode::text))
                .toList();
    }

    private static FindingGuide read(String code) {
        try (InputStream resource = FindingGuide.class.getResourceAsStream(FOLDER + code + ".md")) {
            if (resource == null) {
                throw new IllegalStateException("the build left out the page of \"" + code + "\"");
            }
            String page = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return new FindingGuide(summaryOf(page), explanationOf(page), page);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The first paragraph below the title, on one line. */
    private static String summaryOf(String page) {
        return page.split("\n\n", 3)[1].strip().replace('\n', ' ');
    }

    private static String explanationOf(String page) {
        return page.substring(page.indexOf("\n\n"), page.indexOf("\n## ")).strip();
    }
}
