package dev.pointsman.lab.ec2.query;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One {@code Filter.N} of a describe: a name, and values of which one must match.
 *
 * <p>Exists to decide matches in one place: case-sensitive, {@code *} for any characters, {@code ?} for one, a backslash before either to
 * mean itself (EC2 User Guide, "Filter your resources").
 *
 * @param name as sent
 * @param values at least one
 */
public record Filter(String name, List<String> values) {

    /** "You can specify up to 50 filters and up to 200 values per filter in a single request." */
    static final int MAX_FILTERS = 50;

    static final int MAX_VALUES = 200;

    public Filter {
        values = List.copyOf(values);
    }

    /**
     * Reads all filters of a request.
     *
     * @throws Ec2Exception {@code MissingParameter} for one without name or values, {@code FilterLimitExceeded} for too many
     */
    public static List<Filter> allOf(Parameters parameters) {
        List<Integer> numbers = parameters.numbersOf("Filter");
        if (numbers.size() > MAX_FILTERS) {
            throw ErrorCode.FILTER_LIMIT_EXCEEDED.because(
                    "The request has '%d' filters, at most '%d' are allowed", numbers.size(), MAX_FILTERS);
        }
        List<Filter> filters = new ArrayList<>();
        for (int number : numbers) {
            String name = parameters.required("Filter." + number + ".Name");
            List<String> values = parameters.list("Filter." + number + ".Value");
            if (values.isEmpty()) {
                throw Parameters.missing("Filter." + number + ".Value.1");
            }
            if (values.size() > MAX_VALUES) {
                throw ErrorCode.FILTER_LIMIT_EXCEEDED.because(
                        "The filter '%s' has '%d' values, at most '%d' are allowed", name, values.size(), MAX_VALUES);
            }
            filters.add(new Filter(name, values));
        }
        return List.copyOf(filters);
    }

    /** Whether one of a resource's values is one of this filter's. */
    public boolean matchesAny(Stream<String> actual) {
        List<Pattern> wanted = values.stream().map(Filter::pattern).toList();
        return actual.anyMatch(value ->
                wanted.stream().anyMatch(pattern -> pattern.matcher(value).matches()));
    }

    private static Pattern pattern(String value) {
        StringBuilder regex = new StringBuilder();
        for (int at = 0; at < value.length(); at++) {
            char character = value.charAt(at);
            if (character == '\\' && at + 1 < value.length()) {
                at++;
                regex.append(Pattern.quote(String.valueOf(value.charAt(at))));
            } else if (character == '*') {
                regex.append(".*");
            } else if (character == '?') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(character)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
