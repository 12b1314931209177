package dev.pointsman.pipeline.yaml;

import java.util.ArrayList;
import java.util.List;

import dev.pointsman.pipeline.finding.FieldPath;
import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Place;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads one file's YAML documents; whatever the text is, it ends in documents or in one finding that says where and why. */
public final class YamlReader {

    private YamlReader() {}

    /**
     * What one file holds.
     *
     * @param documents those that were complete before the first fault; empty ones are left out
     * @param complete whether the file was read to its end
     */
    public record Reading(List<YamlNode> documents, boolean complete) {}

    /** Reads the text. A fault that hides what follows ends the reading of this file and adds exactly one finding. */
    public static Reading read(String file, String text, Findings findings) {
        List<YamlNode> documents = new ArrayList<>();
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file)
                    .setCodePointLimit(Integer.MAX_VALUE)
                    .build();
            new YamlComposer(
                            file,
                            new ParserImpl(settings, new StreamReader(settings, text)),
                            fault -> report(fault, findings))
                    .compose(documents::add);
            return new Reading(documents, true);
        } catch (YamlProblem problem) {
            report(problem, findings);
        } catch (ReaderException problem) {
            findings.error(
                    FindingCode.UNREADABLE_FILE,
                    at(placeOf(file, text, problem.getPosition())),
                    String.format("the character U+%04X does not belong in a text file", problem.getCodePoint()),
                    "Remove it, or write it as an escape in double quotes.");
        } catch (MarkedYamlEngineException problem) {
            findings.error(
                    FindingCode.YAML_SYNTAX, at(placeOf(file, problem)), wording(problem, text), hint(problem, text));
        } catch (YamlEngineException problem) {
            findings.error(
                    FindingCode.YAML_SYNTAX, Origin.ofFile(file), "this is not YAML: " + problem.getMessage(), "");
        }
        return new Reading(documents, false);
    }

    private static void report(YamlProblem problem, Findings findings) {
        findings.error(problem.code(), at(problem.place()), problem.getMessage(), problem.hint());
    }

    private static Origin at(Place place) {
        return new Origin(place, "", FieldPath.ROOT);
    }

    private static Place placeOf(String file, MarkedYamlEngineException problem) {
        return problem.getProblemMark()
                .or(problem::getContextMark)
                .map(mark -> YamlComposer.place(file, mark))
                .orElseGet(() -> Place.ofFile(file));
    }

    private static String wording(MarkedYamlEngineException problem, String text) {
        if (isAtTab(problem, text)) {
            return "a tab stands where YAML wants blanks";
        }
        String context = problem.getContext() == null ? "" : problem.getContext() + ", ";
        return "this is not YAML: " + context + problem.getProblem().replaceAll("\\s+", " ");
    }

    private static String hint(MarkedYamlEngineException problem, String text) {
        if (isAtTab(problem, text)) {
            return "Indent with blanks.";
        }
        boolean isStar = "while scanning an alias".equals(problem.getContext());
        return isStar ? YamlComposer.STAR_NEEDS_QUOTES : "";
    }

    private static boolean isAtTab(MarkedYamlEngineException problem, String text) {
        return problem.getProblemMark()
                .filter(mark ->
                        text.codePoints().skip(mark.getIndex()).findFirst().orElse(0) == '\t')
                .isPresent();
    }

    /** The reader knows a fault's position only as a count of code points. */
    private static Place placeOf(String file, String text, int position) {
        int line = 1;
        int column = 1;
        int[] before = text.codePoints().limit(position).toArray();
        for (int c : before) {
            if (c == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return new Place(file, line, column);
    }
}
