package dev.pointsman.pipeline.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.pointsman.pipeline.ProgramUnderTest;
import dev.pointsman.pipeline.certificate.Throwaway;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.compile.DefinitionFolder;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.trial.report.TrialJson;
import dev.pointsman.pipeline.trial.report.TrialText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Routing tests of every kind on the real HAProxy: those that are right pass, and those that are wrong say what happened. */
class TrialTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("pointsman.project"), "pipeline/src/test/resources/trial/everything");

    @BeforeEach
    void needsHaproxy() {
        ProgramUnderTest.HAPROXY.require();
    }

    @Test
    void whatIsServedCanBeTested() throws Exception {
        TrialReport report = play("");

        assertThat(report.results().stream()
                        .filter(result -> !result.passed())
                        .map(result -> result.test().name() + " " + result.differences()))
                .isEmpty();
        assertThat(report.results()).hasSize(23);
        assertThat(report.unreached()).isEmpty();
        assertThat(report.rules()).hasSize(14);
        assertThat(TrialText.render(report)).isEqualTo("""
                => All 23 tests passed.
                   Every rule is reached (14).
                """);
    }

    @Test
    void aTestThatFailsSaysWhatHappenedAndWhichRuleWonAndWhy() throws Exception {
        TrialReport report = play(test("wrong", """
                request: {url: "http://shop.example.com/old", headers: [{name: X-Version, value: v2}]}
                expect: {backendRef: {name: v2, port: 80}, status: 201, absentHeaders: [X-Answer]}
                """));

        assertThat(report.failed()).isEqualTo(1);
        assertThat(TrialText.render(report)).startsWith("""
                more.yaml:6:13  FAILED  edge/more: wrong
                    GET http://shop.example.com/old
                    X-Version: v2
                  - backend: expected edge/v2:80, got 200 from backend edge/v1:80
                  - status: expected 201, got 200
                  - header X-Answer: expected no such header, got "42"
                  What happened: 200 from backend edge/v1:80, by rule edge/shop#2.
                  It comes in at 10.99.0.10:80 and belongs to listener edge/public/http (any host).
                  => Rule edge/shop#2 forwards it to edge/v1:80.

                     edge/shop#8  no: it takes paths like /h[0-9]c, not "/old"
                     edge/shop#5  no: it takes paths below /browsers, not "/old"
                """).contains("""
                     edge/shop#2  wins: host shop.example.com, paths below /old
                     edge/shop#0  would match, but the winner has the longer path (paths below /old before every path)
                """).endsWith("""
                => 1 of 24 tests failed.
                   Every rule is reached (14).
                """);
        assertThat(TrialJson.render(report).replaceAll("\\s+", " "))
                .contains(
                        "\"name\" : \"wrong\", \"file\" : \"more.yaml\", \"line\" : 6, \"column\" : 13, \"passed\" : false,")
                .contains("\"happened\" : \"200 from backend edge/v1:80\", \"rule\" : \"edge/shop#2\"")
                .contains("\"explanation\" : { \"entrypoint\" : \"10.99.0.10:80\"");
    }

    @Test
    void everyKindOfExpectationCanFail() throws Exception {
        TrialReport report = play(test("status", """
                        request: {url: "http://shop.example.com/nobody"}
                        expect: {status: 200}
                        """)
                + also("redirect", """
                        request: {url: "http://shop.example.com/moved"}
                        expect: {redirect: {scheme: http, hostname: other.example.com, port: 8443, path: /there, statusCode: 302}}
                        """)
                + also("no redirect", """
                        request: {url: "http://shop.example.com/"}
                        expect: {redirect: {scheme: https}}
                        """)
                + also("shares", """
                        request: {url: "http://shop.example.com/shared"}
                        expect: {distribution: {requests: 500, backendRefs: [{name: v1, port: 80, weight: 20}, {name: h2c, port: 80, weight: 80}]}}
                        """)
                + also("forwarded", """
                        request: {url: "http://shop.example.com/old/x"}
                        expect: {backendRef: {name: v1, port: 80}, forwarded: {method: PUT, hostname: shop.example.com, path: /old/x, headers: [{name: X-Set, type: RegularExpression, value: "[0-9]+"}, {name: X-None}], absentHeaders: [X-Added]}}
                        """)
                + also("closed", """
                        request: {url: "http://shop.example.com/"}
                        expect: {closed: true}
                        """)
                + also("connection", """
                        connection: {port: 5432}
                        expect: {backendRef: {name: v1, port: 80}}
                        """)
                + also("shares of connections", """
                        connection: {port: 5432}
                        expect: {distribution: {requests: 20, backendRefs: [{name: v1, port: 80}]}}
                        """)
                + also("not closed", """
                        request: {url: "https://example.org/"}
                        expect: {status: 404}
                        """));

        assertThat(report.results().stream()
                        .filter(result -> !result.passed())
                        .map(result -> result.test().name() + "\n"
                                + String.join(
                                        "\n",
                                        result.differences().stream()
                                                .map(Difference::toString)
                                                .toList()))
                        .map(text -> text.replaceAll("got [0-9.]+ % \\([0-9]+ of 500", "got N % (N of 500")
                                .replaceAll("v2:80: [0-9]+ of", "v2:80: N of")
                                .replaceAll("(handshake failed).*", "$1")))
                .containsExactly(
                        "status\nstatus: expected 200, got 500",
                        """
                        redirect
                        redirect, status: expected 302, got 301
                        redirect, scheme: expected http, got https
                        redirect, hostname: expected other.example.com, got new.example.com
                        redirect, port: expected 8443, got 443
                        redirect, path: expected /there, got /here""",
                        """
                        no redirect
                        redirect: expected a status of 3xx, got 200
                        redirect: expected a Location, got none""",
                        """
                        shares
                        share of edge/h2c:80: expected 80.0 %, give or take 8.9 %, got N % (N of 500 requests)
                        share of edge/v1:80: expected 20.0 %, give or take 8.9 %, got N % (N of 500 requests)
                        share of others: expected none, got edge/v2:80: N of 500 requests""",
                        """
                        forwarded
                        forwarded, method: expected PUT, got GET
                        forwarded, hostname: expected shop.example.com, got inside.example.net
                        forwarded, path: expected /old/x, got /new/x
                        forwarded, header X-Set: expected a value like "[0-9]+", got "set"
                        forwarded, header X-None: expected any value, got no such header
                        forwarded, header X-Added: expected no such header, got "added\"""",
                        "closed\nconnection: expected closed without an answer, got 200 from backend edge/v1:80",
                        "connection\nbackend: expected edge/v1:80, got backend edge/db:5432",
                        """
                        shares of connections
                        share of edge/v1:80: expected 100.0 %, give or take 0.0 %, got 0.0 % (0 of 20 connections)
                        share of others: expected none, got edge/db:5432: 20 of 20 connections""",
                        "not closed\nanswer: expected an answer, got the connection was closed");
    }

    @Test
    void rulesThatNoTestReachesAreListed() throws Exception {
        List<DefinitionFile> files = files("").stream()
                .filter(file -> !file.path().equals("tests.yaml"))
                .toList();

        assertThat(TrialText.render(play(files))).startsWith("""
                => There is no test: no RouteTest asks a Gateway of this fleet.
                   14 of 14 rules are reached by no test:
                     edge/db#0        connections to port 5432, any host
                     edge/ended#0     connections to port 9443, hosts *.example.com
                     edge/partners#0  host partners.example.org, every path
                     edge/shop#0      host shop.example.com, every path, header x-version: v2
                """);
    }

    private static String test(String name, String content) {
        return """
                apiVersion: pointsman.dev/v1
                kind: RouteTest
                metadata: {name: more, namespace: edge}
                spec:
                  tests:
                """ + also(name, content);
    }

    private static String also(String name, String content) {
        return "    - name: " + name + "\n      gatewayRef: {name: public}\n" + content.indent(6);
    }

    private static TrialReport play(String more) throws Exception {
        return play(files(more));
    }

    private static TrialReport play(List<DefinitionFile> files) throws Exception {
        Compilation compilation = DefinitionCompiler.compile(new DefinitionSet(files, List.of()));
        assertThat(compilation).as("%s", compilation.findings()).isInstanceOf(Compilation.Accepted.class);
        Compilation.Accepted accepted = (Compilation.Accepted) compilation;
        return Trial.run(
                Path.of(ProgramUnderTest.HAPROXY.path()), accepted.plan(), accepted.tests(), Trial.AT_ONCE, done -> {});
    }

    private static List<DefinitionFile> files(String more) throws IOException {
        String authority =
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: clients, namespace: edge}\ndata:\n  ca.crt: |\n"
                        + Throwaway.make().chain().indent(4);
        return Stream.concat(
                        DefinitionFolder.read(FOLDER).files().stream(),
                        Stream.of(new DefinitionFile("clients.yaml", authority), new DefinitionFile("more.yaml", more))
                                .filter(file -> !file.text().isEmpty()))
                .toList();
    }
}
