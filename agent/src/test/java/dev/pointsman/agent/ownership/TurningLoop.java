package dev.pointsman.agent.ownership;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.pointsman.agent.ec2.AwsRouteTables;
import dev.pointsman.agent.ec2.Ec2Lab;
import dev.pointsman.agent.ec2.RouteTables;
import dev.pointsman.agent.notify.NotifyMessage.Done;
import dev.pointsman.agent.notify.NotifyMessage.Notify;
import dev.pointsman.agent.ownership.assignment.Assignment;
import dev.pointsman.agent.ownership.machine.Effect;
import dev.pointsman.agent.ownership.report.LoggedJournal;
import dev.pointsman.agent.ownership.report.OwnershipView;
import dev.pointsman.agent.ownership.report.OwnershipView.Entry;
import dev.pointsman.lab.vpc.VpcBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static dev.pointsman.agent.ec2.Ec2Lab.ENI_B;
import static org.assertj.core.api.Assertions.assertThat;

/** The agent's loop, turning on node-b of a fleet of two, against the lab's EC2; starts it when told to, and takes all down. */
abstract class TurningLoop {

    static final String TABLE = VpcBuilder.zoneRouteTable(1);

    @TempDir
    java.nio.file.Path directory;

    Ec2Lab lab;
    ObservedMachine machine;
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    OwnershipLoop loop;
    final List<Boolean> marks = new CopyOnWriteArrayList<>();
    volatile Assignment remembered;
    volatile boolean isStopped;
    Thread turning;

    @BeforeEach
    void start() throws Exception {
        lab = Ec2Lab.start();
        machine = new ObservedMachine(directory);
    }

    @AfterEach
    void stop() throws Exception {
        isStopped = true;
        if (turning != null) {
            turning.interrupt();
            turning.join(5_000);
            loop.close();
        }
        machine.close();
        lab.close();
    }

    void masterOfAll() throws Exception {
        masterOfAll(List.of("node-b", "node-a"));
    }

    void masterOfAll(List<String> order) throws Exception {
        lab.pointAllAt(ENI_B);
        machine.becomeMaster();
        startLoop(order);
        await(() -> entries().size() == 4
                && entries().stream().allMatch(entry -> entry.reason().equals("it points at this node")));
    }

    void startLoop() throws Exception {
        startLoop(List.of("node-a", "node-b"));
    }

    void startLoop(List<String> order) throws Exception {
        startLoop(order, new AwsRouteTables(lab.client()));
    }

    void startLoop(List<String> order, RouteTables routeTables) throws Exception {
        loop = new OwnershipLoop(
                new OwnershipLoop.Settings(Duration.ofMillis(200), Duration.ofMillis(50), true),
                machine.observer(),
                _ -> routeTables,
                new LoggedJournal(metrics),
                new OwnershipLoop.Outside() {
                    @Override
                    public void remember(Assignment known) {
                        remembered = known;
                    }

                    @Override
                    public void mark(Effect.Mark mark) {
                        marks.add(mark.standsBehind());
                    }
                });
        loop.assign(TestAssignments.edge("node-b", order, List.of(Ec2Lab.VIP)));
        turning = Thread.ofPlatform().daemon().start(() -> {
            while (!isStopped) {
                try {
                    loop.step();
                } catch (InterruptedException stop) {
                    return;
                }
            }
        });
        await(() -> loop.view().isPresent()
                && !entries().isEmpty()
                && entries().getFirst().state() != OwnershipView.State.UNKNOWN);
    }

    Done tell(String state) throws Exception {
        return loop.look(new Notify("INSTANCE", "edge", state, "240")).get(10, TimeUnit.SECONDS);
    }

    List<Entry> entries() {
        return loop.view().orElseThrow().routeGroups().getFirst().routes();
    }

    void assertNothingWritten() {
        assertThat(lab.calls("ReplaceRoute")).isEmpty();
        assertThat(lab.calls("CreateRoute")).isEmpty();
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}
