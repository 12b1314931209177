package dev.pointsman.pipeline.compile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.resolve.reference.AddressScope;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CompileOptionsTest {

    private static final String SECOND_FLEET = """
            apiVersion: pointsman.dev/v1
            kind: Fleet
            metadata: {name: second, namespace: edge}
            spec:
              region: eu-central-1
              vpcId: vpc-00000000
              nodes: [{name: node-z, zone: eu-central-1c, address: 10.20.3.10, interfaceId: eni-0c000000}]
              routeTables: {all: true}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: second, namespace: edge}
            spec:
              gatewayClassName: pointsman
              infrastructure: {parametersRef: {group: pointsman.dev, kind: Fleet, name: second}}
              addresses: [{value: 10.99.0.10}]
              listeners: [{name: http, protocol: HTTP, port: 8080}]
            """;

    private static DefinitionSet example(String... more) throws IOException {
        List<DefinitionFile> files = new ArrayList<>(
                DefinitionFolder.read(Path.of(System.getProperty("pointsman.project"), "lab/definitions/base"))
                        .files());
        for (String text : more) {
            files.add(new DefinitionFile("more.yaml", text));
        }
        return new DefinitionSet(files, List.of());
    }

    private static Plan plan(Compilation compilation) {
        assertThat(compilation).as("%s", compilation.findings()).isInstanceOf(Compilation.Accepted.class);
        return ((Compilation.Accepted) compilation).plan();
    }

    @Test
    void eachFleetHasItsOwnGatewaysAndAGatewayOverridesItsClass() throws IOException {
        DefinitionSet set = example(SECOND_FLEET);

        Plan first =
                plan(DefinitionCompiler.compile(set, CompileOptions.defaults().withFleet("edge/lab")));
        Plan second =
                plan(DefinitionCompiler.compile(set, CompileOptions.defaults().withFleet("edge/second")));

        assertThat(first.entrypoints())
                .singleElement()
                .satisfies(entrypoint -> assertThat(entrypoint.port()).isEqualTo(80));
        assertThat(second.entrypoints())
                .singleElement()
                .satisfies(entrypoint -> assertThat(entrypoint.port()).isEqualTo(8080));
        assertThat(second.backends()).isEmpty();
        assertThat(second.fleet().node("node-z").address()).isEqualTo("10.20.3.10");
    }

    @Test
    void checkLooksAtAllFleetsAndWantsNoChoice() throws IOException {
        assertThat(DefinitionCompiler.check(example(SECOND_FLEET), CompileOptions.defaults())
                        .findings())
                .isEmpty();
    }

    @Test
    void aFleetThatDoesNotExistIsSaidWithThoseThatDo() throws IOException {
        Compilation compilation =
                DefinitionCompiler.compile(example(), CompileOptions.defaults().withFleet("edge/lb"));

        assertThat(compilation.findings())
                .singleElement()
                .asString()
                .isEqualTo(".  there is no Fleet \"edge/lb\". There is edge/lab.  [fleet-not-chosen]");
    }

    @Test
    void loopbackAddressesAreForTestsThatAskForThem() throws IOException {
        String gateway = """
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: loopback, namespace: edge}
                spec:
                  gatewayClassName: pointsman
                  addresses: [{value: 127.0.0.2}]
                  listeners: [{name: http, protocol: HTTP, port: 80}]
                """;

        assertThat(DefinitionCompiler.compile(example(gateway))).isInstanceOf(Compilation.Refused.class);
        assertThat(plan(DefinitionCompiler.compile(
                                example(gateway), CompileOptions.defaults().withScope(AddressScope.LOOPBACK_TOO)))
                        .entrypoints())
                .hasSize(2);
    }

    @Test
    void aFileThatCouldNotBeReadRefusesTheRest() throws IOException {
        DefinitionSet unreadable = DefinitionFolder.read(Path.of(
                System.getProperty("pointsman.project"),
                "pipeline/src/test/resources/definitions/" + "bytes-that-are-no-utf-8-are-found-at-their-place/in"));

        Compilation compilation =
                DefinitionCompiler.compile(new DefinitionSet(example().files(), unreadable.findings()));

        assertThat(compilation).isInstanceOf(Compilation.Refused.class);
        assertThat(compilation.findings()).isEqualTo(unreadable.findings());
    }
}
