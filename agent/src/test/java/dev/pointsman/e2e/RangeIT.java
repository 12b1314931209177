package dev.pointsman.e2e;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.pointsman.lab.demo.ComeUp;
import dev.pointsman.lab.demo.Patience;
import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.ec2.Call;
import dev.pointsman.lab.traffic.Request;
import dev.pointsman.lab.vpc.Cidr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A Fleet with a vipRange: a new VIP is a commit and nothing else, and it fails over with the others. */
class RangeIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String RANGE = "10.99.0.0/24";
    private static final String NEW_VIP = "10.99.0.77";
    private static final Request REQUEST = Request.get(NEW_VIP, 80, "new.example.com", "/");

    private Stage stage;

    @BeforeEach
    void open() throws Exception {
        stage = OpenStage.of(RangeIT.class, "range");
        ComeUp.play(stage);
    }

    @AfterEach
    void close() throws Exception {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void aNewVipInGitIsServedWithoutACallToEc2AndWithoutRoot() throws Exception {
        assertThat(entries()).allSatisfy(own -> assertThat(own).containsExactly(RANGE));
        assertThat(stage.destination()).isEqualTo(RANGE);
        for (var node : stage.lab().nodes()) {
            assertThat(node.install()).doesNotContain(" added to this machine").contains(RANGE + " on this machine");
        }

        var before = Instant.now();
        push();
        for (var client : stage.clients().values()) {
            Patience.await("the new VIP to be served to " + client.name(), LIMIT, () -> {
                try {
                    return client.send(REQUEST).status() == 200 ? Optional.empty() : Optional.of("not 200");
                } catch (java.io.IOException notYet) {
                    return Optional.of(notYet.toString());
                }
            });
        }

        assertThat(writes(before)).isEmpty();
        assertThat(entries()).allSatisfy(own -> assertThat(own).containsExactly(RANGE));
        for (var node : stage.lab().nodes()) {
            assertThat(node.get("/ownership/node")).contains("\"problems\":[]");
        }

        stage.lab().kill(stage.owner().orElseThrow());
        var client = stage.clients().firstEntry().getValue();
        Patience.await("the other node to serve the new VIP", LIMIT, () -> {
            try {
                return client.send(REQUEST).status() == 200 ? Optional.empty() : Optional.of("not 200");
            } catch (java.io.IOException notYet) {
                return Optional.of(notYet.toString());
            }
        });
        assertThat(writes(before))
                .isNotEmpty()
                .allMatch(call -> call.parameter("DestinationCidrBlock").equals(RANGE));
    }

    private void push() throws Exception {
        var checkout = stage.lab().checkout();
        Files.writeString(checkout.directory().resolve("edge/new.yaml"), """
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: new, namespace: edge}
                spec:
                  gatewayClassName: pointsman
                  addresses: [{value: %s}]
                  listeners:
                    - {name: http, protocol: HTTP, port: 80, allowedRoutes: {namespaces: {from: All}}}
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: new, namespace: shop}
                spec:
                  parentRefs: [{name: new, namespace: edge}]
                  rules:
                    - backendRefs: [{name: shop-v1, port: 80}]
                """.formatted(NEW_VIP));
        checkout.commitAndPush("A new VIP");
    }

    /** What EC2 was told to change: not the tests of the right to do it. */
    private List<Call> writes(Instant since) {
        return Stream.of("ReplaceRoute", "CreateRoute", "DeleteRoute")
                .flatMap(action -> stage.lab().ec2().journal().calls(action, since).stream())
                .filter(call -> !call.parameter("DryRun").equals("true"))
                .toList();
    }

    /** The destinations outside the VPC, by route table. */
    private List<List<String>> entries() {
        var outside = Cidr.parse("10.98.0.0/15");
        var tables = stage.lab().vpc().state().routeTables();
        return stage.groupTables().stream()
                .map(id -> tables.get(id).routes().keySet().stream()
                        .filter(outside::contains)
                        .map(Cidr::toString)
                        .toList())
                .toList();
    }
}
