package dev.pointsman.lab.ec2;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

import dev.pointsman.lab.fault.Availability;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.http.ConnectionCount;
import dev.pointsman.lab.http.HttpAnswer;
import dev.pointsman.lab.http.HttpCall;
import dev.pointsman.lab.http.HttpListener;
import dev.pointsman.lab.http.TlsIdentity;
import dev.pointsman.lab.sigv4.Credentials;
import dev.pointsman.lab.sigv4.SignatureVerifier;
import dev.pointsman.lab.vpc.Vpc;

/**
 * The EC2 API of a lab on one address.
 *
 * <p>Exists as the door: it brings VPC, credentials and faults together and owns the listener. Start it in a thread that is in the network
 * namespace it should be reached in.
 */
public final class Ec2Endpoint implements AutoCloseable {

    private final Ec2Api api;
    private final Faults faults;
    private final Journal journal = new Journal();
    private final HttpListener listener;
    private final Consumer<Availability> follower = this::become;
    private final Object hanging = new Object();
    private boolean isHanging;

    private Ec2Endpoint(
            InetSocketAddress address,
            Vpc vpc,
            Credentials credentials,
            Faults faults,
            InstantSource clock,
            Optional<TlsIdentity> identity)
            throws IOException {
        SignatureVerifier verifier =
                new SignatureVerifier(credentials, vpc.state().region(), "ec2", SignatureVerifier.DEFAULT_SKEW, clock);
        this.api = new Ec2Api(vpc, verifier, faults, journal, clock);
        this.faults = faults;
        this.listener = HttpListener.start(address, "EC2 endpoint", this::answer, identity);
        faults.follow(follower);
    }

    /**
     * Starts to listen, in the calling thread's network namespace; the socket is bound when this returns.
     *
     * @param address port 0 takes a free one
     * @param credentials the keys that may sign; may change later
     * @param faults what goes wrong; may change later
     * @throws IOException if the address cannot be bound
     */
    public static Ec2Endpoint start(InetSocketAddress address, Vpc vpc, Credentials credentials, Faults faults)
            throws IOException {
        return start(address, vpc, credentials, faults, InstantSource.system());
    }

    /** Like the other, with a clock for tests of everything that depends on time. */
    public static Ec2Endpoint start(
            InetSocketAddress address, Vpc vpc, Credentials credentials, Faults faults, InstantSource clock)
            throws IOException {
        return start(address, vpc, credentials, faults, clock, Optional.empty());
    }

    /**
     * Like the others, over TLS.
     *
     * @param identity empty for plain HTTP
     */
    public static Ec2Endpoint start(
            InetSocketAddress address,
            Vpc vpc,
            Credentials credentials,
            Faults faults,
            InstantSource clock,
            Optional<TlsIdentity> identity)
            throws IOException {
        return new Ec2Endpoint(address, vpc, credentials, faults, clock, identity);
    }

    /** What clients put into {@code AWS_ENDPOINT_URL_EC2}. */
    public URI url() {
        InetSocketAddress bound = listener.address();
        return URI.create(
                "%s://%s:%d".formatted(listener.scheme(), bound.getAddress().getHostAddress(), bound.getPort()));
    }

    public Journal journal() {
        return journal;
    }

    /** How many connections clients have opened so far. */
    public ConnectionCount connections() {
        return listener.connections();
    }

    public Faults faults() {
        return faults;
    }

    @Override
    public void close() {
        faults.unfollow(follower);
        release();
        listener.close();
    }

    private HttpAnswer answer(HttpCall call) {
        if (faults.availability() == Availability.HANGING) {
            api.forget(call);
            waitForRelease();
            return new HttpAnswer.Dropped();
        }
        return api.answer(call);
    }

    private void become(Availability availability) {
        switch (availability) {
            case UP -> {
                release();
                listener.resume();
            }
            case REFUSING -> {
                release();
                listener.refuse();
            }
            case HANGING -> {
                synchronized (hanging) {
                    isHanging = true;
                }
                listener.resume();
            }
        }
    }

    private void waitForRelease() {
        synchronized (hanging) {
            try {
                while (isHanging) {
                    hanging.wait();
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void release() {
        synchronized (hanging) {
            isHanging = false;
            hanging.notifyAll();
        }
    }
}
