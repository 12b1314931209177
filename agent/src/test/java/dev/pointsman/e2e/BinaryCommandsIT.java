package dev.pointsman.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.pointsman.lab.ec2.Ec2Endpoint;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.sigv4.Credentials;
import dev.pointsman.lab.vpc.VpcBuilder;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands of a pull request, in the binary itself: what they read, start and carry along has to be in it. */
class BinaryCommandsIT {

    private static final String ROUTE_TEST = """
            apiVersion: pointsman.dev/v1
            kind: RouteTest
            metadata: {name: shop, namespace: shop}
            spec:
              tests:
                - name: version 2 is asked for by a header
                  request:
                    url: http://shop.example.com/cart
                    headers: [{name: X-Version, value: v2}]
                  expect: {backendRef: {name: shop-v2, port: 80}}
            """;

    @TempDir
    private Path folder;

    private Path definitions;

    private record Ran(int exitCode, String out, String err) {}

    @BeforeEach
    void copyDefinitions() throws IOException {
        OpenStage.requireBinary(BinaryCommandsIT.class);
        definitions = folder.resolve("definitions");
        Path source = OpenStage.project().resolve("pipeline/src/test/resources/comparison");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = definitions.resolve(source.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        Files.writeString(definitions.resolve("shop/tests.yaml"), ROUTE_TEST);
        edit("edge/fleet.yaml", "vpc-0c1d2e3f4a5b6c7d8", VpcBuilder.VPC_ID);
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = definitions.resolve(file);
        Files.writeString(path, Files.readString(path).replace(from, to));
    }

    private Ran pointsman(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(OpenStage.binary().toString()));
        command.addAll(List.of(arguments));
        return run(command, Map.of());
    }

    private Ran run(List<String> command, Map<String, String> environment) throws Exception {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS))
                .as("%s ends", command)
                .isTrue();
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void checkTellsInEveryForm() throws Exception {
        assertThat(pointsman("check", "definitions")).isEqualTo(new Ran(0, "=> No errors.\n", ""));
        edit("shop/route.yaml", "name: shop-v2", "name: shop-v3");

        assertThat(pointsman("check", "definitions")).satisfies(ran -> {
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.out())
                    .contains("there is no Service \"shop/shop-v3\". Did you mean")
                    .containsPattern("(?m)^ +\\| +\\^$");
        });
        assertThat(pointsman("check", "definitions", "--color", "always").out()).contains("\u001b[1;31m");
        assertThat(JsonPath.from(pointsman("check", "definitions", "-o", "json").out())
                        .getString("findings[0].code"))
                .isEqualTo("dangling-reference");
        JsonPath sarif =
                JsonPath.from(pointsman("check", "definitions", "-o", "sarif").out());
        assertThat(sarif.getString("version")).isEqualTo("2.1.0");
        assertThat(sarif.getString("runs[0].tool.driver.rules[0].help.markdown"))
                .startsWith("# dangling-reference");
        assertThat(pointsman("check", "definitions", "-o", "github").out())
                .startsWith("::error file=definitions/shop/route.yaml,line=");
        assertThat(pointsman("check", "--explain", "port-taken").out()).startsWith("# port-taken\n");
        assertThat(pointsman("check", "nowhere").exitCode()).isEqualTo(2);
    }

    @Test
    void explainRenderAndSchemaNeedNothingElse() throws Exception {
        Ran explained = pointsman("explain", "GET", "http://shop.example.com/", "-H", "X-Version: v2", "definitions");
        assertThat(explained.out()).contains("=> Rule shop/shop#0 forwards it to shop/shop-v2:80.");

        Ran rendered = pointsman("render", "definitions", "--node", "node-a", "--output", "node-a");
        assertThat(rendered.out()).contains("digest ");
        assertThat(folder.resolve("node-a/haproxy.cfg")).isNotEmptyFile();
        assertThat(folder.resolve("node-a/keepalived.conf")).isNotEmptyFile();

        assertThat(pointsman("schema", "schemas").exitCode()).isZero();
        assertThat(folder.resolve("schemas")).isNotEmptyDirectory();
    }

    @Test
    void testsArePlayedAndAFailureIsExplained() throws Exception {
        assertThat(pointsman("test", "definitions")).satisfies(ran -> {
            assertThat(ran.err()).isEmpty();
            assertThat(ran.exitCode()).isZero();
            assertThat(ran.out()).contains("=> The test passed.").contains("are reached by no test:");
        });
        edit("shop/tests.yaml", "backendRef: {name: shop-v2", "backendRef: {name: shop-v1");

        assertThat(pointsman("test", "definitions", "--parallel", "1")).satisfies(ran -> {
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.out())
                    .contains("FAILED  shop/shop: version 2 is asked for by a header")
                    .contains("    GET http://shop.example.com/cart\n    X-Version: v2\n")
                    .contains("What happened: 200 from backend shop/shop-v2:80, by rule shop/shop#0.")
                    .contains("wins: host shop.example.com");
        });
    }

    @Test
    void planComparesWithARevisionOfGit() throws Exception {
        for (List<String> step : List.of(
                List.of("init", "--quiet", "--initial-branch", "main"),
                List.of("add", "definitions"),
                List.of("commit", "--quiet", "--message", "Definitions"))) {
            List<String> git =
                    new ArrayList<>(List.of("git", "-c", "user.name=Test", "-c", "user.email=t@example.com"));
            git.addAll(step);
            Ran ran = run(git, Map.of());
            assertThat(ran.exitCode()).as(ran.err()).isZero();
        }
        assertThat(pointsman("plan", "definitions", "--against", "main"))
                .isEqualTo(new Ran(0, "=> No change: no node has anything to do.\n", ""));
        edit("search/route.yaml", "weight: 10\n", "weight: 90\n");

        assertThat(pointsman("plan", "definitions", "--against", "main").out())
                .contains("requests to search.example.com go to search/search-stable:80 (50 %)")
                .contains("node-a, node-b: runtime");
        assertThat(pointsman("plan", "definitions", "--against", "main", "-o", "markdown")
                        .out())
                .startsWith("### Pointsman: what merging this does");
        assertThat(JsonPath.from(pointsman("plan", "definitions", "--against", "main", "-o", "json")
                                .out())
                        .getString("nodes[0].action"))
                .isEqualTo("runtime");
    }

    @Test
    void whatEc2SaysLiveIsWhatASnapshotSays() throws Exception {
        InstantSource clock = InstantSource.system();
        try (Ec2Endpoint endpoint = Ec2Endpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                VpcBuilder.lab(clock)
                        .node("node-a", "eu-central-1a", "10.20.1.10", "eni-0a000000000000010", "i-0000000000000000a")
                        .build(),
                Credentials.of(Credentials.EXAMPLE),
                new Faults(clock),
                clock)) {
            Map<String, String> access = Map.of(
                    "AWS_ENDPOINT_URL_EC2", endpoint.url().toString(),
                    "AWS_ACCESS_KEY_ID", Credentials.EXAMPLE.accessKeyId(),
                    "AWS_SECRET_ACCESS_KEY", Credentials.EXAMPLE.secretAccessKey());
            String binary = OpenStage.binary().toString();

            Ran taken = run(List.of(binary, "snapshot", "definitions", "--output", "vpc.json"), access);
            assertThat(taken.err()).isEmpty();
            assertThat(taken.exitCode()).isZero();
            Ran live = run(List.of(binary, "check", "definitions", "--live"), access);
            Ran later = pointsman("check", "definitions", "--vpc", "vpc.json");

            assertThat(live.out())
                    .contains("eni-0b000000000000010")
                    .contains("[node-not-in-vpc]")
                    .contains("[source-destination-check]");
            assertThat(later.out()).isEqualTo(live.out());
            assertThat(later.exitCode()).isEqualTo(live.exitCode()).isEqualTo(1);
        }
    }
}
