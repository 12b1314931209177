package dev.pointsman.lab.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/**
 * What a benchmark found: tables for people, the same as JSON for programs, and its goals.
 *
 * @param name the benchmark's
 * @param tables with names of their own, in the order in which they are told
 * @param goals in the order in which they are told
 */
public record Report(String name, List<Table> tables, List<Goal> goals) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** A report of one table, whose name is {@code rows}. */
    public Report(String name, List<String> columns, List<List<Object>> rows, List<Goal> goals) {
        this(name, List.of(new Table("rows", columns, rows)), goals);
    }

    public boolean meetsAllGoals() {
        return goals.stream().allMatch(Goal::isMet);
    }

    public void print(PrintStream out) {
        tables.forEach(table -> table.print(out));
        goals.forEach(out::println);
    }

    /**
     * Writes {@code NAME.json}, and {@code NAME.md} for the README, into a directory, which is made if need be; returns the first.
     */
    public Path write(Path directory) throws IOException {
        var document = new LinkedHashMap<String, Object>();
        document.put("benchmark", name);
        tables.forEach(table -> document.put(table.name(), table.document()));
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
        Files.writeString(directory.resolve(name + ".md"), markdown());
        return Files.writeString(directory.resolve(name + ".json"), JSON.writeValueAsString(document) + "\n");
    }

    private String markdown() {
        return Stream.concat(
                        tables.stream().map(Table::markdown),
                        Stream.of(
                                goals.stream().map(goal -> "    " + goal + "\n").collect(Collectors.joining())))
                .collect(Collectors.joining("\n"));
    }
}
