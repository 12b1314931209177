package dev.pointsman.lab.demo;

import java.io.IOException;
import java.nio.file.Path;

import dev.pointsman.lab.linux.Folder;
import dev.pointsman.lab.traffic.RoutingOracle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the demo counts on in the lab's base definitions: when somebody changes them, this fails first and says why. */
class BaseDefinitionsTest {
    @TempDir
    Path checkout;

    @BeforeEach
    void copy() throws IOException {
        Folder.copy(Path.of(System.getProperty("pointsman.project")).resolve("lab/definitions/base"), checkout);
    }

    @Test
    void thereIsARouteByHeaderAndACanary() throws Exception {
        var oracle = new RoutingOracle(PlanReader.read(checkout));
        assertThat(oracle.calls())
                .anyMatch(call -> !oracle.rule(call.request())
                        .orElseThrow()
                        .match()
                        .headers()
                        .isEmpty())
                .anyMatch(call -> call.expected().size() > 1);
    }

    @Test
    void theReleaseChangesWhoAnswers() throws Exception {
        var before = new RoutingOracle(PlanReader.read(checkout)).calls();
        Change.RELEASE.make(checkout);
        var after = new RoutingOracle(PlanReader.read(checkout)).calls();
        assertThat(after).hasSameSizeAs(before).isNotEqualTo(before);
    }

    @Test
    void theSlipIsRefusedAtItsLine() throws Exception {
        int line = Change.SLIP.line(checkout);
        Change.SLIP.make(checkout);
        assertThatThrownBy(() -> PlanReader.read(checkout))
                .isInstanceOf(DidNotHappen.class)
                .hasMessageContaining("%s:%d:".formatted(Change.SLIP.file(), line))
                .hasMessageContaining("hostname");
    }
}
