package dev.pointsman.lab.bench.revision;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.pointsman.lab.bench.report.Benchmark;
import dev.pointsman.lab.bench.report.Goal;
import dev.pointsman.lab.bench.report.Quantile;
import dev.pointsman.lab.bench.report.Report;
import dev.pointsman.lab.bench.routing.RoutingDefinitions;
import dev.pointsman.lab.git.Checkout;
import dev.pointsman.lab.git.GitServer;
import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.linux.Daemon;
import dev.pointsman.lab.linux.MeasuredRun;
import dev.pointsman.lab.linux.Namespace;
import dev.pointsman.lab.linux.RunDirectory;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.compile.DefinitionSet;

/**
 * The processor time of following a repository of 10,000 commits and 1,000 definitions over HTTP: a poll that finds nothing new, beside
 * {@code git fetch} of the same; and one that finds a changed route, beside {@code git fetch} alone of that.
 *
 * <p>HAProxy does not run here, so that what is measured is the agent: a changed revision is fetched, compiled, rendered, checked by
 * {@code haproxy -c} (whose time is not counted) and made current.
 */
public final class PollBenchmark implements Benchmark {

    private static final int COMMITS = 10_000;
    private static final int DEFINITIONS = 1_000;
    private static final int POLLS = 50;
    private static final int CHANGES = 10;
    private static final double POLL_MILLIS = 200;
    private static final double NEAR_GIT = 2;
    private static final String VIP = "10.99.0.10";
    /** The Fleet's, without which a node does not know itself. */
    private static final String NODE_ADDRESS = "10.20.1.10";

    private static final String SERVER = "127.0.0.1";
    private static final int SERVER_PORT = 3000;
    private static final String AGENT = "http://127.0.0.1:9180";

    /** Processor time and time on the clock of one look, in milliseconds. */
    private record Look(double cpu, double wall) {}

    @Override
    public Report run(Setting setting) throws IOException {
        try (RunDirectory run = RunDirectory.open();
                Namespace machine = Namespace.add(run.namespace("poll"))) {
            Command.of(machine.command("ip", "link", "set", "lo", "up")).run();
            for (String address : List.of(VIP, NODE_ADDRESS)) {
                Command.of(machine.command("ip", "address", "add", address + "/32", "dev", "lo"))
                        .run();
            }
            Path bare = run.path().resolve("repositories/definitions.git");
            setting.out().printf("making a repository of %,d commits and %,d definitions%n", COMMITS, DEFINITIONS);
            LongRepository.make(bare, run.path(), definitions(), COMMITS);
            try (GitServer server = GitServer.open(
                    machine, new InetSocketAddress(SERVER, SERVER_PORT), bare.getParent(), Optional.empty())) {
                return measure(setting, run.path(), machine, server.url("definitions.git"));
            }
        }
    }

    /** The VIP is one that the machine has, for a revision whose address is missing is refused. */
    private static DefinitionSet definitions() {
        List<List<String>> endpoints = Collections.nCopies(
                DEFINITIONS,
                IntStream.range(1, 5).mapToObj("10.20.9.%d:8080"::formatted).toList());
        List<DefinitionFile> files = new RoutingDefinitions(80, DEFINITIONS, 1, endpoints)
                .write().files().stream()
                        .map(file -> new DefinitionFile(file.path(), file.text().replace("127.0.0.2", VIP)))
                        .toList();
        return new DefinitionSet(files, List.of());
    }

    private static Report measure(Setting setting, Path folder, Namespace machine, String url) throws IOException {
        Checkout developer = Checkout.clone(machine.command(), url, folder.resolve("developer"));
        Path clone = folder.resolve("clone.git");
        Command.of(machine.command("git", "clone", "--quiet", "--bare", "--depth=1", url, clone.toString()))
                .run();
        Path root = folder.resolve("node");
        Path configuration = root.resolve("etc/pointsman/agent.yaml");
        Files.createDirectories(configuration.getParent());
        Files.writeString(
                configuration, "repository: %s%npath: definitions%nnode: node-a%npollInterval: 1h%n".formatted(url));
        long start = System.nanoTime();
        Daemon agent = Daemon.start(
                machine.command(setting.binary().toString(), "run", "--root", root.toString()),
                Map.of("AWS_EC2_METADATA_DISABLED", "true"),
                folder.resolve("agent.log"));
        try {
            agent.await(
                    "serve the first revision",
                    Duration.ofMinutes(2),
                    () -> Files.exists(root.resolve("var/lib/pointsman/current")));
            double first = (System.nanoTime() - start) / 1e6;
            double firstProcessor = agent.processorSeconds() * 1e3;
            List<Look> idle = looks(agent, machine, POLLS);
            List<Double> fetches = fetches(machine, clone, POLLS);
            List<Look> changed = new ArrayList<>();
            List<Double> changedFetches = new ArrayList<>();
            for (int change = 0; change < CHANGES; change++) {
                String host = "host-" + change + "-moved.example.com";
                developer.edit(
                        "definitions/route-" + change + ".yaml",
                        text -> text.replaceFirst("host-\\d+\\.example\\.com", host));
                developer.commitAndPush("move a host");
                changed.addAll(looks(agent, machine, 1));
                changedFetches.addAll(fetches(machine, clone, 1));
            }
            double poll = cpu(idle);
            return new Report(
                    "poll",
                    List.of("what", "processor time ms", "on the clock ms", "git fetch, processor time ms"),
                    List.of(
                            List.of("start and first revision", firstProcessor, first, "-"),
                            List.of("poll, nothing new", poll, wall(idle), Quantile.median(fetches)),
                            List.of(
                                    "poll, one route changed",
                                    cpu(changed),
                                    wall(changed),
                                    Quantile.median(changedFetches))),
                    List.of(
                            Goal.atMost("processor time of a poll that finds nothing new", poll, POLL_MILLIS, "ms"),
                            Goal.atMost(
                                    "processor time of that poll, against git fetch",
                                    poll / Quantile.median(fetches),
                                    NEAR_GIT,
                                    "x")));
        } finally {
            agent.kill();
        }
    }

    private static List<Look> looks(Daemon agent, Namespace machine, int count) throws IOException {
        List<Look> looks = new ArrayList<>();
        for (int look = 0; look < count; look++) {
            double processor = agent.processorSeconds();
            long start = System.nanoTime();
            Command.of(machine.command("curl", "-sf", "--max-time", "60", "-X", "POST", AGENT + "/refresh"))
                    .within(Duration.ofSeconds(70))
                    .run();
            looks.add(new Look((agent.processorSeconds() - processor) * 1e3, (System.nanoTime() - start) / 1e6));
        }
        return looks;
    }

    /** The processor's time counts in steps of 10 ms, so a mean says more than a median. */
    private static double cpu(List<Look> looks) {
        return looks.stream().mapToDouble(Look::cpu).average().orElseThrow();
    }

    private static double wall(List<Look> looks) {
        return Quantile.median(looks.stream().map(Look::wall).toList());
    }

    private static List<Double> fetches(Namespace machine, Path clone, int count) throws IOException {
        List<String> fetch = List.of("/usr/bin/git", "--git-dir=" + clone, "fetch", "--quiet", "origin", "main");
        return machine.call(() -> {
            List<Double> costs = new ArrayList<>();
            for (int run = 0; run < count; run++) {
                costs.add(MeasuredRun.of(fetch, Map.of("PATH", "/usr/bin:/bin", "HOME", clone.toString()))
                        .cpuMillis());
            }
            return costs;
        });
    }
}
