package dev.pointsman.lab.ec2.describe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.ec2.query.Filter;
import dev.pointsman.lab.vpc.VpcState;

/**
 * The filters that one describe documents, each with how to find a resource's values for it.
 *
 * <p>Exists because EC2 refuses a filter name it does not document, and answers nothing to one that no resource has a value for.
 */
final class Filters<T> {

    private final Function<T, Map<String, String>> tags;
    private final Map<String, BiFunction<VpcState, T, Stream<String>>> byName = new LinkedHashMap<>();

    private Filters(Function<T, Map<String, String>> tags) {
        this.tags = tags;
    }

    /** Starts with {@code tag-key}, and {@code tag:} with any key. */
    static <T> Filters<T> ofTagged(Function<T, Map<String, String>> tags) {
        return new Filters<>(tags).many("tag-key", (state, resource) -> tags.apply(resource).keySet().stream());
    }

    /** A filter on one value. */
    Filters<T> one(String name, Function<T, Object> value) {
        return many(name, (state, resource) -> Stream.of(String.valueOf(value.apply(resource))));
    }

    /** A filter on any of several values, or none, which may depend on other resources. */
    Filters<T> many(String name, BiFunction<VpcState, T, Stream<String>> values) {
        byName.put(name, values);
        return this;
    }

    /** Documented filters that no resource of the lab has a value for. */
    Filters<T> never(String... names) {
        for (String name : names) {
            many(name, (state, resource) -> Stream.empty());
        }
        return this;
    }

    /**
     * Refuses names that are not documented.
     *
     * @throws dev.pointsman.lab.ec2.query.Ec2Exception {@code InvalidParameterValue}
     */
    void requireKnown(List<Filter> filters) {
        for (Filter filter : filters) {
            if (!byName.containsKey(filter.name()) && !filter.name().startsWith("tag:")) {
                throw ErrorCode.INVALID_PARAMETER_VALUE.because("The filter '%s' is invalid", filter.name());
            }
        }
    }

    /** Whether a resource passes every filter. */
    boolean admit(List<Filter> filters, VpcState state, T resource) {
        return filters.stream().allMatch(filter -> filter.matchesAny(values(filter.name(), state, resource)));
    }

    private Stream<String> values(String name, VpcState state, T resource) {
        return name.startsWith("tag:")
                ? Stream.ofNullable(tags.apply(resource).get(name.substring("tag:".length())))
                : byName.get(name).apply(state, resource);
    }
}
