package dev.pointsman.agent.ec2;

import java.time.Duration;
import java.util.function.Supplier;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials that are fetched anew once EC2 has refused them.
 *
 * <p>It exists because the SDK's providers keep the keys of a role for as long as these said they would last: keys that were revoked before
 * ("Revoke IAM role temporary security credentials", IAM User Guide) would be sent until then, and every claim be refused, while the metadata
 * service has others. Safe for use by many threads.
 */
final class RenewableCredentials implements AwsCredentialsProvider, ExecutionInterceptor {

    /** While EC2 refuses every key, the metadata service is not asked more often than this. */
    private static final Duration PACE = Duration.ofSeconds(2);

    private final Supplier<? extends AwsCredentialsProvider> chain;
    private volatile AwsCredentialsProvider current;
    private long renewed = System.nanoTime() - PACE.toNanos();

    /** @param chain makes a provider that has kept nothing yet */
    RenewableCredentials(Supplier<? extends AwsCredentialsProvider> chain) {
        this.chain = chain;
        this.current = chain.get();
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return current.resolveCredentials();
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (FailureReader.refusesKeys(context.exception())) {
            renew();
        }
    }

    private synchronized void renew() {
        if (System.nanoTime() - renewed < PACE.toNanos()) {
            return;
        }
        renewed = System.nanoTime();
        AwsCredentialsProvider refused = current;
        current = chain.get();
        if (refused instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
