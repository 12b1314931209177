package dev.pointsman.pipeline.haproxy.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import dev.pointsman.pipeline.plan.match.HeaderMatch;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.QueryParameterMatch;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import org.junit.jupiter.api.Test;

import static dev.pointsman.pipeline.haproxy.traffic.RawRequest.get;
import static dev.pointsman.pipeline.plan.PlanFixture.header;
import static dev.pointsman.pipeline.plan.PlanFixture.method;
import static dev.pointsman.pipeline.plan.PlanFixture.query;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values that would mean something to HAProxy if they got out of their place: the file is accepted, and exactly the value matches.
 */
@AsksHaproxy
class HostileValuesTest extends MatchedAlone {

    /** HAProxy refuses requests with longer ones. */
    private static final int LONGEST_HEADER_NAME = 255;

    @Test
    void header_values() throws Exception {
        List<String> values = with(HostileValues.VALUES, "'\"\\ ".repeat(1023) + "'\"\\.", "x".repeat(4096));
        eachMatchesItselfAlone(
                values, value -> header("x-v", value), value -> get("/", HOST, "X-V: " + value), different(values));
    }

    @Test
    void header_names() throws Exception {
        List<String> names =
                with(HostileValues.TOKENS, "n".repeat(LONGEST_HEADER_NAME), "'".repeat(LONGEST_HEADER_NAME));
        eachMatchesItselfAlone(
                names,
                name -> header(name, "1"),
                name -> get("/", HOST, name + ": 1"),
                name -> different(names).apply(name).stream()
                        .filter(other -> other.length() <= LONGEST_HEADER_NAME)
                        .toList());
    }

    @Test
    void query_parameter_values() throws Exception {
        List<String> values = with(HostileValues.VALUES, "'\"\\ ".repeat(256), "x".repeat(1024));
        eachMatchesItselfAlone(
                values,
                value -> query("v", value),
                value -> get("/?v=" + percentEncoded(value), HOST),
                different(values));
    }

    @Test
    void query_parameter_values_that_are_not_encoded() throws Exception {
        // A blank ends the request line, a number sign the query; the others separate or encode.
        List<String> values = HostileValues.VALUES.stream()
                .filter(value -> !value.matches(".*[ #&%+].*"))
                .toList();
        eachMatchesItselfAlone(
                values, value -> query("v", value), value -> get("/?v=" + value, HOST), different(values));
    }

    @Test
    void query_parameter_names() throws Exception {
        List<String> names = with(HostileValues.TOKENS, "n".repeat(256), "'".repeat(256));
        eachMatchesItselfAlone(
                names,
                name -> query(name, "1"),
                name -> get("/?" + percentEncoded(name) + "=1", HOST),
                different(names));
    }

    @Test
    void methods() throws Exception {
        List<String> methods = List.of("OR", "IF", "TRUE", "GET", "G", "OPTIONS", "CONNECTED", "M".repeat(60));
        eachMatchesItselfAlone(
                methods,
                name -> method(name),
                name -> new RawRequest(name, "/", List.of(HOST)),
                name -> List.of(name + "X"));
    }

    @Test
    void the_longest_rule_that_the_gateway_api_allows() throws Exception {
        RequestMatch match = new RequestMatch(
                new PathMatch.Exact("/" + "'".repeat(1023)),
                "PURGE",
                IntStream.range(0, 16)
                        .mapToObj(i -> new HeaderMatch("x-" + i, "'".repeat(200)))
                        .toList(),
                IntStream.range(0, 16)
                        .mapToObj(i -> new QueryParameterMatch("q" + i, "'".repeat(200)))
                        .toList());
        List<String> headers = new ArrayList<>(List.of(HOST));
        match.headers().forEach(header -> headers.add(header.name() + ": " + header.value()));
        String query = match.queryParameters().stream()
                .map(parameter -> parameter.name() + "=" + parameter.value())
                .collect(Collectors.joining("&"));
        try (Routes routes = new Routes(List.of(match))) {
            RawRequest request = new RawRequest("PURGE", match.path().value() + "?" + query, headers);

            assertThat(routes.haproxy.send(request).status()).isEqualTo(200);
            assertThat(routes.haproxy
                            .send(new RawRequest("PURGE", request.target() + "x", headers))
                            .status())
                    .isEqualTo(404);
        }
    }
}
