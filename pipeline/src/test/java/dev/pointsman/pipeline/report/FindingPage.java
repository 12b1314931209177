package dev.pointsman.pipeline.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.pointsman.pipeline.finding.NodeFindingCode;

/**
 * A documentation page of {@code docs/findings} as tests read it: its title, its words, and the examples below "Wrong" and "Right".
 *
 * @param file where it stands
 * @param text all of it
 */
record FindingPage(Path file, String text) {

    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w+) ?(\\S*)\\n(.*?)^```$");

    /**
     * A fenced block.
     *
     * @param language {@code yaml} and {@code json} are files of that name, {@code sh} is run in the folder, {@code text} is what is printed
     */
    record Block(String language, String name, String content) {}

    static FindingPage read(Path file) throws IOException {
        return new FindingPage(file, Files.readString(file));
    }

    String code() {
        return file.getFileName().toString().replace(".md", "");
    }

    /** Whether no definitions yield it, but a commit or a node. */
    boolean isOfNode() {
        return nodeCode().isPresent();
    }

    Optional<NodeFindingCode> nodeCode() {
        return Arrays.stream(NodeFindingCode.values())
                .filter(code -> code.text().equals(code()))
                .findFirst();
    }

    /** The lines before the first heading of an example. */
    List<String> head() {
        return text.substring(0, text.indexOf("\n## ")).lines().toList();
    }

    List<Block> wrong() {
        return blocks(text.substring(text.indexOf("\n## Wrong\n"), text.indexOf("\n## Right\n")));
    }

    List<Block> right() {
        return blocks(text.substring(text.indexOf("\n## Right\n")));
    }

    /** What the page says that is printed for the wrong example. */
    String printed() {
        return wrong().stream()
                .filter(block -> block.language().equals("text"))
                .findFirst()
                .orElseThrow()
                .content();
    }

    /** The page with another output. */
    void rewrite(String output) throws IOException {
        Files.writeString(
                file,
                text.replaceFirst(
                        "(?ms)^```text\n.*?^```$",
                        java.util.regex.Matcher.quoteReplacement("```text\n" + output + "```")));
    }

    private static List<Block> blocks(String part) {
        return FENCE.matcher(part).results().map(match -> block(match)).toList();
    }

    private static Block block(MatchResult match) {
        return new Block(match.group(1), match.group(2), match.group(3));
    }
}
