package dev.pointsman.agent.ec2;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import dev.pointsman.lab.fault.Faults;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.pointsman.agent.ec2.Ec2Lab.ENI_A;
import static dev.pointsman.agent.ec2.Ec2Lab.ENI_B;
import static dev.pointsman.agent.ec2.Ec2Lab.VIP;
import static org.assertj.core.api.Assertions.assertThat;

/** What a claim finds when calls came before it: connections that are open, and over TLS no handshake to wait for. */
class WarmConnectionsTest {

    /** So long that calls which start together are under way together. */
    private static final Duration DELAY = Duration.ofMillis(500);

    @Test
    void a_claim_opens_no_connection_where_as_many_calls_came_before() throws Exception {
        try (Ec2Lab lab = Ec2Lab.start()) {
            assertThatClaimsAreWarm(lab);
            assertThat(lab.connections().handshakes()).isZero();
        }
    }

    @Test
    void nor_does_it_begin_a_handshake_over_tls(@TempDir Path directory) throws Exception {
        try (Ec2Lab lab = Ec2Lab.startOverTls(directory)) {
            assertThatClaimsAreWarm(lab);
            assertThat(lab.connections().handshakes())
                    .isEqualTo(lab.connections().opened());
        }
    }

    private static void assertThatClaimsAreWarm(Ec2Lab lab) throws Exception {
        lab.pointAllAt(ENI_A);
        lab.faults().delay(Faults.ANY, DELAY);
        RouteTables routeTables = new AwsRouteTables(lab.client());
        List<String> tables = lab.tables();
        // As the loop does it (Looker.keepWarm).
        atOnce(tables.stream()
                .map(table -> (Callable<Object>)
                        () -> routeTables.describe("vpc-0", new RouteTableSelection.Ids(List.of(table))))
                .toList());
        long warm = lab.connections().opened();
        assertThat(warm).isEqualTo(tables.size());

        atOnce(tables.stream()
                .map(table -> (Callable<Object>) () -> {
                    routeTables.replace(table, VIP, ENI_B);
                    return table;
                })
                .toList());

        assertThat(lab.allPointAt(ENI_B)).isTrue();
        assertThat(lab.connections().opened()).isEqualTo(warm);
    }

    private static void atOnce(List<Callable<Object>> calls) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = calls.stream().map(executor::submit).toList();
            for (var call : running) {
                call.get();
            }
        }
    }
}
