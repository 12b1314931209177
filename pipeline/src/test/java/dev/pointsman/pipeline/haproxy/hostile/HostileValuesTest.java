package dev.pointsman.pipeline.haproxy.hostile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.haproxy.traffic.EchoBackend;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.match.HeaderMatch;
import dev.pointsman.pipeline.plan.match.PathMatch;
import dev.pointsman.pipeline.plan.match.QueryParameterMatch;
import dev.pointsman.pipeline.plan.match.RequestMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.pointsman.pipeline.haproxy.traffic.RawRequest.get;
import static dev.pointsman.pipeline.plan.PlanFixture.exact;
import static dev.pointsman.pipeline.plan.PlanFixture.header;
import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.method;
import static dev.pointsman.pipeline.plan.PlanFixture.prefix;
import static dev.pointsman.pipeline.plan.PlanFixture.query;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values that would mean something to HAProxy if they got out of their place: the file is accepted, and exactly the value matches.
 *
 * <p>Each test puts one rule per value into one HAProxy, sends every value and, for each, values that differ by a character.
 */
@AsksHaproxy
class HostileValuesTest {

    private static final String HOST = "Host: shop.example.com";

    /** HAProxy refuses requests with longer ones. */
    private static final int LONGEST_HEADER_NAME = 255;

    /** Quotes, escapes, comments, variables, flags, conditions, log formats, patterns. */
    static final List<String> VALUES = List.of(
            "'",
            "''",
            "'\\''",
            "\"",
            "\"\"",
            "\\",
            "\\\\",
            "\\n",
            "\\'",
            "a\\",
            "it's",
            "say \"hi\"",
            "# no comment",
            "a#b",
            "$HOME",
            "${HOME}",
            "\"${HOME}\"",
            "$(id)",
            "`id`",
            "%[src]",
            "%{+Q}[src]",
            "%",
            "%%",
            "{ path / }",
            "}",
            "{",
            "||",
            "or",
            "a or b",
            "!",
            "!a",
            "-",
            "--",
            "-i",
            "-i --",
            "-f /etc/passwd",
            "-m reg .*",
            "-M",
            "-n",
            "-u 1",
            "if TRUE",
            "unless",
            "a b",
            "a  b",
            "a,b",
            ",",
            "(a)",
            ")",
            "(",
            "[a]",
            ".*",
            "^$",
            "(?i)a",
            "a|b",
            "a+b",
            "a*",
            "~",
            "@file",
            "virt@x",
            "opt@x",
            "&",
            ";",
            "=",
            "a=b",
            "?",
            "<",
            ">",
            "/",
            "0",
            "1",
            "1:2",
            "gt 0",
            "TRUE",
            "a\\ b",
            "\\x41",
            "'x' \"y\" \\z #q $HOME %[src] -- {");

    static final List<String> TOKENS = List.of(
            "'",
            "''",
            "x'y",
            "x#y",
            "#",
            "$home",
            "$",
            "%",
            "x%y",
            "%5bsrc%5d",
            "&",
            "x&y",
            "*",
            "+",
            "x+y",
            "^",
            "`",
            "`id`",
            "|",
            "||",
            "~",
            "!",
            "!x",
            "-",
            "--",
            "-i",
            "-f",
            ".",
            "x.y",
            "0",
            "1",
            "-1",
            "_",
            "n'#$%&*+-.^_`|~!");

    @TempDir
    Path directory;

    @Test
    void header_values() throws Exception {
        List<String> values = with(VALUES, "'\"\\ ".repeat(1023) + "'\"\\.", "x".repeat(4096));
        eachMatchesItselfAlone(
                values, value -> header("x-v", value), value -> get("/", HOST, "X-V: " + value), different(values));
    }

    @Test
    void header_names() throws Exception {
        List<String> names = with(TOKENS, "n".repeat(LONGEST_HEADER_NAME), "'".repeat(LONGEST_HEADER_NAME));
        eachMatchesItselfAlone(
                names,
                name -> header(name, "1"),
                name -> get("/", HOST, name + ": 1"),
                name -> different(names).apply(name).stream()
                        .filter(other -> other.length() <= LONGEST_HEADER_NAME)
                        .toList());
    }

    @Test
    void exact_paths() throws Exception {
        List<String> paths = paths();
        eachMatchesItselfAlone(paths, path -> exact(path), path -> get(path, HOST), otherPaths(paths));
    }

    @Test
    void path_prefixes() throws Exception {
        List<String> paths =
                paths().stream().filter(path -> !path.endsWith("/")).toList();
        eachMatchesItselfAlone(paths, path -> prefix(path), path -> get(path + "/below", HOST), otherPaths(paths));
    }

    @Test
    void query_parameter_values() throws Exception {
        List<String> values = with(VALUES, "'\"\\ ".repeat(256), "x".repeat(1024));
        eachMatchesItselfAlone(
                values,
                value -> query("v", value),
                value -> get("/?v=" + percentEncoded(value), HOST),
                different(values));
    }

    @Test
    void query_parameter_values_that_are_not_encoded() throws Exception {
        // A blank ends the request line, a number sign the query; the others separate or encode.
        List<String> values =
                VALUES.stream().filter(value -> !value.matches(".*[ #&%+].*")).toList();
        eachMatchesItselfAlone(
                values, value -> query("v", value), value -> get("/?v=" + value, HOST), different(values));
    }

    @Test
    void query_parameter_names() throws Exception {
        List<String> names = with(TOKENS, "n".repeat(256), "'".repeat(256));
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
    void paths_that_no_request_can_have_are_accepted_and_match_nothing() throws Exception {
        List<String> paths = List.of("/a b", "/a?b", "/#", "/ # \n".strip(), "/a -- b");
        try (Routes routes = new Routes(paths.stream().map(PlanFixture::exact).toList())) {
            for (String target : List.of("/a", "/a?b", "/b", "/", "/a%20b", "/a%3Fb")) {
                assertThat(routes.haproxy.send(get(target, HOST)).status())
                        .as(target)
                        .isEqualTo(404);
            }
        }
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

    private static List<String> paths() {
        List<String> paths = new ArrayList<>(VALUES.stream()
                .filter(value -> !value.matches(".*[ #?].*"))
                .map(value -> "/" + value)
                .toList());
        paths.add("/" + "'\"\\$".repeat(255));
        paths.add("/" + "x".repeat(1023));
        return paths;
    }

    private static List<String> with(List<String> values, String... more) {
        List<String> all = new ArrayList<>(values);
        all.addAll(List.of(more));
        return all;
    }

    /** What a value must not be mistaken for: itself with a character more, less, or in another case. */
    private static Function<String, List<String>> different(List<String> values) {
        return value -> List.of(
                        value + "x",
                        "x" + value,
                        value.substring(0, value.length() - 1),
                        value.toUpperCase(),
                        value + value)
                .stream()
                .filter(other ->
                        !other.isEmpty() && !other.endsWith(" ") && !other.equals("/") && other.length() < 6_000)
                .filter(other -> values.stream().noneMatch(known -> known.equalsIgnoreCase(other)))
                .toList();
    }

    /** The same among those that are paths, as HAProxy refuses anything else with 400; and none below the path itself. */
    private static Function<String, List<String>> otherPaths(List<String> paths) {
        return path -> different(paths).apply(path).stream()
                .filter(other -> other.startsWith("/") && !other.startsWith(path + "/"))
                .toList();
    }

    private static String percentEncoded(String value) {
        return value.chars().mapToObj(c -> "%%%02X".formatted(c)).collect(Collectors.joining());
    }

    private void eachMatchesItselfAlone(
            List<String> values,
            Function<String, RequestMatch> match,
            Function<String, RawRequest> request,
            Function<String, List<String>> others)
            throws Exception {
        try (Routes routes = new Routes(values.stream().map(match).toList())) {
            for (int i = 0; i < values.size(); i++) {
                String value = values.get(i);
                assertThat(routes.haproxy.send(request.apply(value)).backend())
                        .as(value)
                        .isEqualTo("backend-" + i);
                for (String other : others.apply(value)) {
                    assertThat(routes.haproxy.send(request.apply(other)).status())
                            .as("\"%s\" instead of \"%s\"", other, value)
                            .isEqualTo(404);
                }
            }
        }
    }

    /** One rule and one backend for each match, in a running HAProxy. */
    private final class Routes implements AutoCloseable {

        private final List<EchoBackend> backends = new ArrayList<>();
        private final HaproxyProcess haproxy;

        Routes(List<RequestMatch> matches) throws Exception {
            PlanFixture plan = new PlanFixture();
            List<Rule> rules = new ArrayList<>();
            for (int i = 0; i < matches.size(); i++) {
                EchoBackend backend = new EchoBackend("backend-" + i);
                backends.add(backend);
                plan.backend("shop/b" + i, 80, backend.endpoint());
                rules.add(rule("shop/r" + i, 0, "*", matches.get(i), to("shop/b" + i, 80, 1)));
            }
            Rule[] all = rules.toArray(Rule[]::new);
            plan.entrypoint("127.0.0.1", HaproxyProcess.freePort(), listener("edge/web", "http", "*", all));
            haproxy = HaproxyProcess.start(plan.plan(), directory);
        }

        @Override
        public void close() throws Exception {
            haproxy.close();
            for (EchoBackend backend : backends) {
                backend.close();
            }
        }
    }
}
