package dev.pointsman.lab.bench.failover;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.pointsman.lab.Lab;
import dev.pointsman.lab.ec2.Call;
import dev.pointsman.lab.linux.MeasuredRun;

/**
 * One claim, from outside and as the EC2 endpoint saw it.
 *
 * @param run the program that was called
 * @param inFlight the most ReplaceRoute calls that were under way at once
 * @param connections that were opened while it ran
 * @param handshakes of TLS that were begun while it ran
 */
record ClaimSample(MeasuredRun run, long inFlight, long connections, long handshakes) {

    /**
     * Runs a program that claims, in the calling thread's network namespace.
     *
     * @param isThrottled whether EC2's buckets hold while it runs, full at its start
     */
    static ClaimSample of(Lab lab, boolean isThrottled, List<String> program, Map<String, String> environment)
            throws IOException {
        var counted = lab.ec2().connections();
        long connections = counted.opened();
        long handshakes = counted.handshakes();
        if (isThrottled) {
            lab.faults().throttle();
        }
        var start = Instant.now();
        MeasuredRun run;
        try {
            run = MeasuredRun.of(program, environment);
        } finally {
            lab.faults().stopThrottling();
        }
        connections = counted.opened() - connections;
        handshakes = counted.handshakes() - handshakes;
        var writes = lab.ec2().journal().calls("ReplaceRoute", start).stream()
                .filter(Call::isOk)
                .toList();
        var answers = writes.stream().map(call -> call.took().toNanos() / 1e6).toList();
        return new ClaimSample(run, atOnce(writes), connections, handshakes);
    }

    private static long atOnce(List<Call> calls) {
        return calls.stream()
                .map(Call::at)
                .mapToLong(moment -> calls.stream()
                        .filter(call -> !call.at().isAfter(moment)
                                && call.at().plus(call.took()).isAfter(moment))
                        .count())
                .max()
                .orElse(0);
    }
}
