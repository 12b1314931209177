package dev.pointsman.lab.bench.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Figures in rows and columns.
 *
 * @param name the field of the JSON document that holds the rows
 * @param columns the table's headings; the JSON's field names
 * @param rows texts and numbers, as many as there are columns
 */
public record Table(String name, List<String> columns, List<List<Object>> rows) {

    public Table {
        for (var row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("row %s does not fit columns %s".formatted(row, columns));
            }
        }
    }

    void print(PrintStream out) {
        var lines = new ArrayList<List<String>>();
        lines.add(columns);
        rows.forEach(row -> lines.add(row.stream().map(Table::text).toList()));
        int[] widths = IntStream.range(0, columns.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (var line : lines) {
            var text = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                text.append(String.format((isNumber(column) ? "%" : "%-") + widths[column] + "s  ", line.get(column)));
            }
            out.println(text.toString().stripTrailing());
        }
        out.println();
    }

    /** The same for a Markdown page. */
    String markdown() {
        var alignment = IntStream.range(0, columns.size())
                .mapToObj(column -> isNumber(column) ? "--:" : "---")
                .toList();
        return Stream.of(
                        Stream.of(columns, alignment),
                        rows.stream().map(row -> row.stream().map(Table::text).toList()))
                .flatMap(lines -> lines)
                .map(cells -> "| " + String.join(" | ", cells) + " |\n")
                .collect(Collectors.joining());
    }

    /** Whether a column holds a number in any row; where there is none to tell, it is empty. */
    private boolean isNumber(int column) {
        return rows.stream().anyMatch(row -> row.get(column) instanceof Number);
    }

    List<Map<String, Object>> document() {
        return rows.stream().map(this::fields).toList();
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
