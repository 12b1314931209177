package dev.pointsman.agent.ownership.assignment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.Node;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.fleet.TableShare;
import dev.pointsman.pipeline.plan.fleet.VrrpTiming;
import dev.pointsman.pipeline.plan.value.ResourceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a node has to hold, to disk and back. */
class AssignmentFileTest {

    @TempDir
    private Path directory;

    @Test
    void an_assignment_survives_the_file() throws IOException {
        Path file = directory.resolve("state/assignment.properties");
        Assignment assignment =
                assignment().with(Map.of("edge", List.of("rtb-0000000000000000b", "rtb-0000000000000000a")));

        AssignmentFile.write(file, assignment);

        assertThat(AssignmentFile.read(file)).isEqualTo(assignment);
        assertThat(directory.resolve("state").toFile().list()).containsExactly("assignment.properties");
    }

    @Test
    void groups_that_were_never_read_and_tables_that_are_none_are_told_apart() throws IOException {
        Path file = directory.resolve("assignment.properties");
        AssignmentFile.write(file, assignment().with(Map.of("edge", List.of())));

        assertThat(AssignmentFile.read(file).tables()).isEqualTo(Map.of("edge", List.of()));
    }

    @Test
    void an_absent_file_says_who_writes_it() {
        assertThatThrownBy(() -> AssignmentFile.read(directory.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.resolve("none").toString())
                .hasMessageContaining("pointsman install");
    }

    @Test
    void a_damaged_file_is_refused_with_what_is_wrong() throws IOException {
        Path file = directory.resolve("assignment.properties");
        AssignmentFile.write(file, assignment());
        Files.writeString(file, Files.readString(file).replace("eni-0000000000000000b", "eni-b; rm -rf /"));

        assertThatThrownBy(() -> AssignmentFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("node.node-b");
    }

    @Test
    void a_file_without_a_needed_setting_is_refused_by_name() throws IOException {
        Path file = directory.resolve("assignment.properties");
        AssignmentFile.write(file, assignment());
        Files.writeString(file, Files.readString(file).replaceAll("(?m)^fleet.vpc=.*\n", ""));

        assertThatThrownBy(() -> AssignmentFile.read(file)).hasMessageContaining("there is no \"fleet.vpc\"");
    }

    private static Assignment assignment() {
        Fleet fleet = new Fleet(
                new ResourceName("edge", "lab"),
                "eu-central-1",
                "vpc-00000000000000020",
                List.of(
                        new Node("node-a", "eu-central-1a", "10.20.1.10", "eni-0000000000000000a"),
                        new Node("node-b", "eu-central-1b", "10.20.2.10", "eni-0000000000000000b")),
                new VrrpTiming(Duration.ofMillis(100), Duration.ofSeconds(30)));
        return new Assignment(
                fleet,
                "node-b",
                List.of(
                        new RouteGroup(
                                "tagged",
                                12,
                                List.of("10.99.0.11/32"),
                                new RouteTableSelection.Tags(Map.of("used by", "the edge = us", "team", "net")),
                                List.of("node-b", "node-a"),
                                "169.254.77.2"),
                        new RouteGroup(
                                "chosen",
                                13,
                                List.of("10.99.0.12/32"),
                                new RouteTableSelection.Ids(List.of("rtb-0000000000000000a")),
                                new TableShare.OfZone("eu-central-1b", List.of("eu-central-1a", "eu-central-1b")),
                                List.of("node-b", "node-a"),
                                "169.254.77.3"),
                        new RouteGroup(
                                "edge",
                                11,
                                List.of("10.99.0.10/32", "10.99.0.20/32"),
                                new RouteTableSelection.All(),
                                List.of("node-a", "node-b"),
                                "169.254.77.1")),
                new TreeMap<>());
    }
}
