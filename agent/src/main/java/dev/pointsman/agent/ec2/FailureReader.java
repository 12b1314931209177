package dev.pointsman.agent.ec2;

import java.util.Set;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reads what the AWS SDK throws.
 *
 * <p>Source of the codes: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API"; where the service has been seen to answer
 * otherwise, both are read.
 */
final class FailureReader {

    /** HTTP's 401, whose body the JDK withholds; EC2 sends it with AuthFailure. */
    private static final int UNAUTHORIZED = 401;

    private static final Set<String> THROTTLED = Set.of(
            "RequestLimitExceeded",
            "Throttling",
            "ThrottlingException",
            "RequestThrottled",
            "SlowDown",
            "TooManyRequestsException");

    private static final Set<String> DENIED = Set.of(
            "UnauthorizedOperation",
            "OperationNotPermitted",
            "AuthFailure",
            "AccessDenied",
            "InvalidClientTokenId",
            "MissingAuthenticationToken",
            "SignatureDoesNotMatch",
            "IncompleteSignature",
            "RequestExpired",
            "ExpiredToken",
            "OptInRequired",
            "PendingVerification",
            "Blocked");

    /** Denials that other keys may end, of those above. */
    private static final Set<String> OF_KEYS = Set.of(
            "AuthFailure",
            "InvalidClientTokenId",
            "MissingAuthenticationToken",
            "SignatureDoesNotMatch",
            "RequestExpired",
            "ExpiredToken");

    private FailureReader() {}

    /** Whether EC2 has answered that it does not accept the keys, whatever they were used for. */
    static boolean refusesKeys(Throwable thrown) {
        return thrown instanceof AwsServiceException answer
                && (answer.statusCode() == UNAUTHORIZED
                        || answer.awsErrorDetails() != null
                                && OF_KEYS.contains(
                                        String.valueOf(answer.awsErrorDetails().errorCode())));
    }

    static Ec2Exception read(SdkException thrown) {
        Ec2Failure failure = thrown instanceof AwsServiceException answer && answer.awsErrorDetails() != null
                ? answered(answer)
                : unanswered(thrown);
        return new Ec2Exception(failure, thrown);
    }

    private static Ec2Failure answered(AwsServiceException answer) {
        String code = answer.awsErrorDetails().errorCode();
        String message = answer.awsErrorDetails().errorMessage();
        if (code == null || code.isEmpty()) {
            code = "Http" + answer.statusCode();
        }
        if (message == null) {
            message = answer.statusCode() == UNAUTHORIZED ? "EC2 does not accept the credentials" : "no message";
        }
        // The documentation has InvalidRoute.NotFound; the service has answered InvalidParameterValue with this text.
        if (code.equals("InvalidRoute.NotFound")
                || (code.equals("InvalidParameterValue") && message.startsWith("There is no route defined"))) {
            return new Ec2Failure.MissingRoute(code, message);
        }
        if (code.equals("RouteAlreadyExists")) {
            return new Ec2Failure.RouteAlreadyExists(code, message);
        }
        if (THROTTLED.contains(code) || answer.statusCode() == 429) {
            return new Ec2Failure.Throttled(code, message);
        }
        if (DENIED.contains(code) || answer.statusCode() == UNAUTHORIZED || answer.statusCode() == 403) {
            return new Ec2Failure.Denied(code, message);
        }
        if (answer.statusCode() >= 500) {
            return new Ec2Failure.Unavailable(code, message);
        }
        return new Ec2Failure.Rejected(code, message);
    }

    private static Ec2Failure unanswered(SdkException thrown) {
        String message = innermost(thrown);
        if (thrown instanceof ApiCallTimeoutException || thrown instanceof ApiCallAttemptTimeoutException) {
            return new Ec2Failure.Unavailable("TimedOut", message);
        }
        // The SDK has no type for it; the wording is that of its provider chain and has not changed in years.
        if (String.valueOf(thrown.getMessage()).contains("credentials")) {
            return new Ec2Failure.Unavailable("NoCredentials", thrown.getMessage());
        }
        return new Ec2Failure.Unavailable("NoAnswer", message);
    }

    /** The cause that says what really happened, for instance "Connection refused". */
    private static String innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == thrown
                ? String.valueOf(thrown.getMessage())
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
