package dev.pointsman.lab.ec2;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.sigv4.Credentials;
import dev.pointsman.lab.vpc.VpcBuilder;

/**
 * The EC2 endpoint alone, on loopback, with the usual lab VPC and no packets: to play with, and for benchmarks.
 *
 * <p>Usage: {@code Ec2EndpointMain [port [delay in ms [extra route tables]]]}; the defaults are 4566, 0 and 0. It prints the settings that
 * the {@code aws} command needs, then one line per call, until it is ended.
 */
public final class Ec2EndpointMain {

    private static final List<String> NAMES = List.of("port", "delay in ms", "extra route tables");
    private static final List<Integer> DEFAULTS = List.of(4566, 0, 0);
    private static final List<Integer> MAXIMA = List.of(65_535, 600_000, 1_000);

    private Ec2EndpointMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            serve(number(arguments, 0), number(arguments, 1), number(arguments, 2));
        } catch (IllegalArgumentException | IOException refused) {
            System.err.println(refused.getMessage());
            System.exit(2);
        }
    }

    private static void serve(int port, int delayMillis, int tables) throws IOException, InterruptedException {
        InstantSource clock = InstantSource.system();
        VpcBuilder builder = VpcBuilder.lab(clock)
                .node("node-a", "eu-central-1a", "10.20.1.10", "eni-0000000000000000a", "i-0000000000000000a")
                .node("node-b", "eu-central-1b", "10.20.2.10", "eni-0000000000000000b", "i-0000000000000000b")
                .extraRouteTables(tables);
        Faults faults = new Faults(clock);
        faults.delay(Faults.ANY, Duration.ofMillis(delayMillis));
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (Ec2Endpoint endpoint =
                Ec2Endpoint.start(address, builder.build(), Credentials.of(Credentials.EXAMPLE), faults, clock)) {
            Stream.of(
                            "AWS_ENDPOINT_URL_EC2=" + endpoint.url(),
                            "AWS_REGION=" + VpcBuilder.REGION,
                            "AWS_ACCESS_KEY_ID=" + Credentials.EXAMPLE.accessKeyId(),
                            "AWS_SECRET_ACCESS_KEY=" + Credentials.EXAMPLE.secretAccessKey())
                    .forEach(System.out::println);
            endpoint.journal()
                    .follow(call -> System.out.printf(
                            "%s %s %d %s %.1f ms %s%n",
                            call.at(),
                            call.action(),
                            call.status(),
                            call.outcome(),
                            call.took().toNanos() / 1e6,
                            call.parameters()));
            Thread.currentThread().join();
        }
    }

    private static int number(String[] arguments, int position) {
        if (arguments.length <= position) {
            return DEFAULTS.get(position);
        }
        try {
            int value = Integer.parseInt(arguments[position]);
            if (value >= 0 && value <= MAXIMA.get(position)) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the same refusal.
        }
        throw new IllegalArgumentException("failed to start the EC2 endpoint: %s '%s' is not a number of 0 to %d"
                .formatted(NAMES.get(position), arguments[position], MAXIMA.get(position)));
    }
}
