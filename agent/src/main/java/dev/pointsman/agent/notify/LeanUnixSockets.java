package dev.pointsman.agent.notify;

import java.util.Random;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * In the native binary, Unix sockets without the JDK's secure random numbers, which only name sockets that are bound without a name; there
 * are none here.
 *
 * <p>It exists because {@code notify} opens one Unix socket and ends: to find and start the generator was a tenth of the memory that it
 * touched. Should a later JDK have no such method, the native build says so and ends.
 */
@TargetClass(className = "sun.nio.ch.UnixDomainSockets")
final class LeanUnixSockets {

    private LeanUnixSockets() {}

    @Substitute
    private static Random getRandom() {
        return new Random();
    }
}
