package dev.pointsman.lab.bench.routing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;

import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.linux.Daemon;

/** An HAProxy with files of its own, and wrk in front of it. */
final class ProxyUnderLoad implements AutoCloseable {
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(20);
    private static final Pattern RATE = Pattern.compile("Requests/sec: +([0-9.]+)");
    private static final Pattern COUNT = Pattern.compile("([0-9]+) requests in ");
    private static final int CONNECTIONS = 32;

    private final Daemon haproxy;
    private final InetSocketAddress address;

    private ProxyUnderLoad(Daemon haproxy, InetSocketAddress address) {
        this.haproxy = haproxy;
        this.address = address;
    }

    /**
     * What a round of requests came to.
     *
     * @param perSecond requests
     * @param microseconds of processor time that the proxy took for one
     */
    record Speed(double perSecond, double microseconds) {}

    /** Writes the files into the folder, starts HAProxy there, and waits until it takes connections. */
    static ProxyUnderLoad start(SortedMap<String, String> files, Path folder, InetSocketAddress address)
            throws IOException {
        Files.createDirectories(folder.resolve("run/pointsman"));
        for (var file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        // The access log goes nowhere, and so would complaints about the files.
        Command.of("haproxy", "-c", "-f", folder.resolve("haproxy.cfg").toString())
                .run();
        var haproxy = Daemon.start(
                List.of("haproxy", "-f", folder.resolve("haproxy.cfg").toString()), Map.of(), Path.of("/dev/null"));
        var proxy = new ProxyUnderLoad(haproxy, address);
        try {
            haproxy.await("serve", STARTS_WITHIN, () -> {
                try (var socket = new Socket(address.getAddress(), address.getPort())) {
                    return socket.isConnected();
                }
            });
            return proxy;
        } catch (IOException e) {
            proxy.close();
            throw e;
        }
    }

    /** Sends requests as fast as they are answered. */
    Speed load(Path script, Duration duration) throws IOException {
        double before = haproxy.processorSeconds();
        var output = Command.of(
                        "wrk",
                        "--threads=1",
                        "--connections=" + CONNECTIONS,
                        "--duration=" + duration.toSeconds() + "s",
                        // A machine that stands still for a while is not an error, only a bad round.
                        "--timeout=20s",
                        "--script=" + script,
                        "http://%s:%d/".formatted(address.getHostString(), address.getPort()))
                .within(duration.plusSeconds(20))
                .run();
        double used = haproxy.processorSeconds() - before;
        if (output.contains("Non-2xx") || output.contains("Socket errors")) {
            throw new IOException("failed to measure: not every request was answered with 200%n%s".formatted(output));
        }
        return new Speed(number(RATE, output), used * 1e6 / number(COUNT, output));
    }

    private static double number(Pattern pattern, String output) throws IOException {
        var matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IOException("failed to read what wrk says:%n%s".formatted(output));
        }
        return Double.parseDouble(matcher.group(1));
    }

    /** A script for wrk that asks for each host and path in turn. */
    static Path script(Path folder, int hosts, int paths) throws IOException {
        return Files.writeString(folder.resolve("requests.lua"), String.format(Locale.ROOT, """
                        local requests = {}
                        local at = 0
                        init = function()
                            for host = 0, %d do
                                for path = 0, %d do
                                    requests[#requests + 1] = wrk.format("GET", "/service/v" .. path .. "/item/7",
                                        { Host = "host-" .. host .. ".example.com" })
                                end
                            end
                        end
                        request = function()
                            at = at %% #requests + 1
                            return requests[at]
                        end
                        """, hosts - 1, paths - 1));
    }

    @Override
    public void close() throws IOException {
        haproxy.kill();
    }
}
