package dev.pointsman.lab.ec2;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import dev.pointsman.lab.ec2.action.Action;
import dev.pointsman.lab.ec2.action.World;
import dev.pointsman.lab.ec2.query.Ec2Exception;
import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.ec2.query.PageTokens;
import dev.pointsman.lab.ec2.query.Parameters;
import dev.pointsman.lab.ec2.query.QueryRequest;
import dev.pointsman.lab.ec2.query.ResponseXml;
import dev.pointsman.lab.fault.Faults;
import dev.pointsman.lab.fault.Variants.WrongCredentials;
import dev.pointsman.lab.http.HttpAnswer;
import dev.pointsman.lab.http.HttpCall;
import dev.pointsman.lab.sigv4.Credential;
import dev.pointsman.lab.sigv4.SignatureRefused;
import dev.pointsman.lab.sigv4.SignatureVerifier;
import dev.pointsman.lab.vpc.Vpc;
import dev.pointsman.lab.vpc.VpcState;

/**
 * Answers calls of the EC2 API: the order of everything that happens to one.
 *
 * <p>Exists as the one place of that order: authenticate, delay, find the action, read its parameters, throttle, authorise, stop a DryRun,
 * do it, and write it all down.
 */
final class Ec2Api {

    private static final System.Logger LOG = System.getLogger(Ec2Api.class.getName());

    private final Vpc vpc;
    private final SignatureVerifier verifier;
    private final Faults faults;
    private final Journal journal;
    private final PageTokens pageTokens;
    private final InstantSource clock;

    Ec2Api(Vpc vpc, SignatureVerifier verifier, Faults faults, Journal journal, InstantSource clock) {
        this.vpc = vpc;
        this.verifier = verifier;
        this.faults = faults;
        this.journal = journal;
        this.pageTokens = new PageTokens(clock);
        this.clock = clock;
    }

    HttpAnswer answer(HttpCall call) {
        Exchange exchange = new Exchange(
                clock.instant(), System.nanoTime(), UUID.randomUUID().toString());
        try {
            exchange.request = QueryRequest.of(call);
            exchange.credential = Optional.of(authenticate(call));
            return exchange.perform();
        } catch (Ec2Exception refused) {
            return exchange.refuse(refused.code(), refused.getMessage());
        } catch (RuntimeException failed) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    () -> "failed to answer '%s'".formatted(exchange.request.action()),
                    failed);
            return exchange.refuse(ErrorCode.INTERNAL_ERROR, "An internal error has occurred");
        }
    }

    /** Writes down a call that will never be answered. */
    void forget(HttpCall call) {
        Exchange exchange = new Exchange(
                clock.instant(), System.nanoTime(), UUID.randomUUID().toString());
        try {
            exchange.request = QueryRequest.of(call);
        } catch (Ec2Exception unreadable) {
            // It stays in the journal without its parameters.
        }
        exchange.record(0, Call.NEVER_ANSWERED);
    }

    private Credential authenticate(HttpCall call) {
        try {
            return verifier.verify(call);
        } catch (SignatureRefused refused) {
            throw refusal(refused);
        }
    }

    private Ec2Exception refusal(SignatureRefused refused) {
        boolean isSpecific = faults.variants().wrongCredentials() == WrongCredentials.SPECIFIC;
        return switch (refused.reason()) {
            case MISSING -> new Ec2Exception(ErrorCode.MISSING_AUTHENTICATION_TOKEN, refused.getMessage());
            case INCOMPLETE -> new Ec2Exception(ErrorCode.INCOMPLETE_SIGNATURE, refused.getMessage());
            case EXPIRED -> new Ec2Exception(ErrorCode.REQUEST_EXPIRED, refused.getMessage());
            case WRONG_SCOPE -> new Ec2Exception(ErrorCode.AUTH_FAILURE, refused.getMessage());
            case UNKNOWN_KEY ->
                isSpecific
                        ? ErrorCode.INVALID_CLIENT_TOKEN_ID.because(
                                "The security token included in the request is invalid")
                        : notValidated(refused);
            case UNSIGNED_HEADER, MISMATCH ->
                isSpecific
                        ? new Ec2Exception(ErrorCode.SIGNATURE_DOES_NOT_MATCH, refused.getMessage())
                        : notValidated(refused);
        };
    }

    /** EC2's sentence for every wrong credential; the lab adds the reason, which EC2 keeps to itself. */
    private static Ec2Exception notValidated(SignatureRefused refused) {
        return ErrorCode.AUTH_FAILURE.because(
                "AWS was not able to validate the provided access credentials (%s)", refused.getMessage());
    }

    private void pause(Duration delay) {
        if (delay.isPositive()) {
            try {
                Thread.sleep(delay);
            } catch (InterruptedException endpointClosed) {
                Thread.currentThread().interrupt();
                throw ErrorCode.UNAVAILABLE.because("The endpoint was closed while the call was delayed");
            }
        }
    }

    /** One call on its way. */
    private final class Exchange {

        private final Instant at;
        private final long started;
        private final String requestId;
        private QueryRequest request = new QueryRequest("", "", Map.of());
        private Optional<Credential> credential = Optional.empty();

        private Exchange(Instant at, long started, String requestId) {
            this.at = at;
            this.started = started;
            this.requestId = requestId;
        }

        private HttpAnswer perform() {
            pause(faults.delayOf(request.action()));
            Action action = action();
            Parameters parameters = new Parameters(request.parameters());
            boolean isDryRun = parameters.flag("DryRun").orElse(false);
            Action.Prepared prepared = action.prepare(parameters);
            parameters.refuseUnknown();
            if (!faults.admits(action.name(), action.mutates(), prepared.isQualified())) {
                throw ErrorCode.REQUEST_LIMIT_EXCEEDED.because("Request limit exceeded.");
            }
            faults.strike(action.name(), Faults.Moment.BEFORE_EFFECT);
            authorise(action, prepared);
            if (isDryRun) {
                throw ErrorCode.DRY_RUN_OPERATION.because("Request would have succeeded, but DryRun flag is set.");
            }
            if (faults.variants().refusesUnqualifiedDescribes() && !prepared.isQualified()) {
                throw ErrorCode.OPERATION_NOT_PERMITTED.because(
                        "%s without ids, filters or maxResults is not permitted in this account: filter and paginate",
                        action.name());
            }
            Consumer<ResponseXml> content = prepared.perform(world());
            if (faults.strike(action.name(), Faults.Moment.AFTER_EFFECT)) {
                record(0, Call.ANSWER_LOST);
                return new HttpAnswer.Dropped();
            }
            return send(200, Call.OK, ResponseXml.response(action.name(), requestId, content));
        }

        private Action action() {
            if (request.action().isEmpty()) {
                throw ErrorCode.MISSING_ACTION.because("The request must contain the parameter Action");
            }
            if (request.version().isEmpty()) {
                throw ErrorCode.MISSING_PARAMETER.because("The request must contain the parameter Version");
            }
            if (!request.version().equals(QueryRequest.VERSION)) {
                throw ErrorCode.NO_SUCH_VERSION.because(
                        "The requested version (%s) of service AmazonEC2 does not exist; the lab has %s",
                        request.version(), QueryRequest.VERSION);
            }
            return Actions.named(request.action())
                    .orElseThrow(() -> ErrorCode.INVALID_ACTION.because(
                            "The action %s is not valid for this web service.", request.action()));
        }

        private void authorise(Action action, Action.Prepared prepared) {
            String principal = credential.map(Credential::principal).orElseThrow();
            List<String> resources = prepared.resourceIds().isEmpty() ? List.of(Faults.ANY) : prepared.resourceIds();
            for (String resource : resources) {
                if (faults.denies(principal, action.name(), resource)) {
                    throw ErrorCode.UNAUTHORIZED_OPERATION.because(
                            "You are not authorized to perform this operation. User: %s is not authorized to perform:"
                                    + " ec2:%s on resource: %s",
                            principal, action.name(), resource);
                }
            }
        }

        private World world() {
            Duration staleness = faults.staleness();
            VpcState seen = staleness.isZero()
                    ? vpc.state()
                    : vpc.stateAsOf(clock.instant().minus(staleness));
            return new World(vpc, seen, faults.variants(), pageTokens);
        }

        private HttpAnswer refuse(ErrorCode code, String message) {
            return send(code.status(), code.code(), ResponseXml.error(code.code(), message, requestId));
        }

        private HttpAnswer send(int status, String outcome, byte[] body) {
            record(status, outcome);
            return new HttpAnswer.Sent(status, "text/xml;charset=UTF-8", Map.of("x-amzn-RequestId", requestId), body);
        }

        private void record(int status, String outcome) {
            journal.add(new Call(
                    at,
                    Duration.ofNanos(System.nanoTime() - started),
                    request.action(),
                    credential.map(Credential::accessKeyId),
                    credential.map(Credential::principal),
                    request.parameters(),
                    status,
                    outcome,
                    requestId));
        }
    }
}
