package dev.pointsman.lab.metadata;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.pointsman.lab.http.HttpAnswer;
import dev.pointsman.lab.http.HttpCall;
import dev.pointsman.lab.http.HttpListener;
import dev.pointsman.lab.vpc.Instance;
import dev.pointsman.lab.vpc.Vpc;
import dev.pointsman.lab.vpc.VpcState;

/**
 * The instance metadata service of one instance, tokens required.
 *
 * <p>Exists once per node, because only the address tells the service who asks. Start it in a thread that is in the node's network namespace.
 */
public final class MetadataEndpoint implements AutoCloseable {

    private static final String TOKEN = "X-aws-ec2-metadata-token";
    private static final String TTL = "X-aws-ec2-metadata-token-ttl-seconds";
    private static final Pattern VERSIONED = Pattern.compile("/(?:latest|\\d{4}-\\d{2}-\\d{2})(?:/(.*))?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

    private final Vpc vpc;
    private final String instanceId;
    private final RoleCredentials role;
    private final SessionTokens tokens;
    private final HttpListener listener;

    private MetadataEndpoint(
            InetSocketAddress address, Vpc vpc, String instanceId, RoleCredentials role, InstantSource clock)
            throws IOException {
        this.vpc = vpc;
        this.instanceId = instanceId;
        this.role = role;
        this.tokens = new SessionTokens(clock);
        this.listener = HttpListener.start(address, "metadata of " + instanceId, this::answer);
    }

    /**
     * Starts to listen, in the calling thread's network namespace; the socket is bound when this returns.
     *
     * @param address on a node 169.254.169.254 port 80; port 0 takes a free one
     * @param instanceId whose metadata is served
     * @param role the instance's role
     * @throws IllegalArgumentException if there is no such instance
     * @throws IOException if the address cannot be bound
     */
    public static MetadataEndpoint start(InetSocketAddress address, Vpc vpc, String instanceId, RoleCredentials role)
            throws IOException {
        return start(address, vpc, instanceId, role, InstantSource.system());
    }

    /** Like the other, with a clock for tests of token expiry. */
    public static MetadataEndpoint start(
            InetSocketAddress address, Vpc vpc, String instanceId, RoleCredentials role, InstantSource clock)
            throws IOException {
        if (vpc.state().instance(instanceId).isEmpty()) {
            throw new IllegalArgumentException("there is no instance '%s' in the VPC; there are: %s"
                    .formatted(
                            instanceId,
                            String.join(", ", vpc.state().instances().keySet())));
        }
        return new MetadataEndpoint(address, vpc, instanceId, role, clock);
    }

    /** What clients put into {@code AWS_EC2_METADATA_SERVICE_ENDPOINT}. */
    public URI url() {
        InetSocketAddress bound = listener.address();
        return URI.create("http://%s:%d".formatted(bound.getAddress().getHostAddress(), bound.getPort()));
    }

    public RoleCredentials role() {
        return role;
    }

    /** Refuses connections until {@link #resume}. */
    public void refuse() {
        listener.refuse();
    }

    public void resume() {
        listener.resume();
    }

    @Override
    public void close() {
        listener.close();
    }

    private HttpAnswer answer(HttpCall call) {
        return switch (call.method()) {
            case "PUT" -> issueToken(call);
            case "GET" -> read(call);
            default -> HttpAnswer.text(405, "Method Not Allowed");
        };
    }

    private HttpAnswer issueToken(HttpCall call) {
        if (!call.path().equals("/latest/api/token")) {
            return HttpAnswer.text(404, "Not Found");
        }
        if (call.header("X-Forwarded-For").isPresent()) {
            return HttpAnswer.text(403, "Forbidden");
        }
        Optional<Integer> ttl = call.header(TTL)
                .filter(value -> NUMBER.matcher(value).matches())
                .map(Integer::valueOf)
                .filter(seconds -> seconds >= 1 && seconds <= SessionTokens.MAX_TTL_SECONDS);
        if (ttl.isEmpty()) {
            return HttpAnswer.text(400, "Bad Request");
        }
        return new HttpAnswer.Sent(
                200,
                "text/plain",
                Map.of(TTL, String.valueOf(ttl.get())),
                tokens.issue(ttl.get()).getBytes(StandardCharsets.UTF_8));
    }

    private HttpAnswer read(HttpCall call) {
        if (call.header(TOKEN).filter(tokens::isValid).isEmpty()) {
            return HttpAnswer.text(401, "Unauthorized");
        }
        if (call.path().equals("/")) {
            return HttpAnswer.text(200, "latest");
        }
        Matcher versioned = VERSIONED.matcher(call.path());
        VpcState state = vpc.state();
        Optional<Instance> instance = state.instance(instanceId);
        if (!versioned.matches() || instance.isEmpty()) {
            return HttpAnswer.text(404, "Not Found");
        }
        return MetadataTree.of(state, instance.get(), role)
                .at(Objects.requireNonNullElse(versioned.group(1), ""))
                .map(text -> HttpAnswer.text(200, text))
                .orElseGet(() -> HttpAnswer.text(404, "Not Found"));
    }
}
