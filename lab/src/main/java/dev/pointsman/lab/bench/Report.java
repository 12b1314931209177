package dev.pointsman.lab.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/**
 * What a benchmark found: a table for people, the same as JSON for programs, and its goals.
 *
 * @param name the benchmark's
 * @param columns the table's headings; the JSON's field names
 * @param rows texts and numbers, as many as there are columns
 * @param goals in the order in which they are told
 */
record Report(String name, List<String> columns, List<List<Object>> rows, List<Goal> goals) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    Report {
        for (var row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("row %s does not fit columns %s".formatted(row, columns));
            }
        }
    }

    boolean meetsAllGoals() {
        return goals.stream().allMatch(Goal::isMet);
    }

    void print(PrintStream out) {
        var lines = new ArrayList<List<String>>();
        lines.add(columns);
        rows.forEach(row -> lines.add(row.stream().map(Report::text).toList()));
        int[] widths = IntStream.range(0, columns.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (var line : lines) {
            var text = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                boolean isNumber = !rows.isEmpty() && rows.getFirst().get(column) instanceof Number;
                text.append(String.format((isNumber ? "%" : "%-") + widths[column] + "s  ", line.get(column)));
            }
            out.println(text.toString().stripTrailing());
        }
        out.println();
        goals.forEach(out::println);
    }

    /** Writes {@code NAME.json} into a directory, which is made if need be; returns the file. */
    Path write(Path directory) throws IOException {
        var document = new LinkedHashMap<String, Object>();
        document.put("benchmark", name);
        document.put("rows", rows.stream().map(this::fields).toList());
        document.put(
                "goals",
                goals.stream()
                        .map(goal -> Map.of(
                                "what", goal.what(),
                                "figure", goal.figure(),
                                "bound", goal.bound(),
                                "comparison", goal.isUpperBound() ? "<=" : ">=",
                                "unit", goal.unit(),
                                "met", goal.isMet()))
                        .toList());
        Files.createDirectories(directory);
        return Files.writeString(directory.resolve(name + ".json"), JSON.writeValueAsString(document) + "\n");
    }

    private Map<String, Object> fields(List<Object> row) {
        var fields = new LinkedHashMap<String, Object>();
        for (int column = 0; column < columns.size(); column++) {
            fields.put(columns.get(column), row.get(column));
        }
        return fields;
    }

    private static String text(Object value) {
        return value instanceof Double number ? String.format(Locale.ROOT, "%.1f", number) : String.valueOf(value);
    }
}
