package dev.pointsman.pipeline;

import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;

/** Calls whose answer depends on when and where the program runs. */
final class NowAndHere {

    private static final Set<String> ENVIRONMENT =
            Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "getProperties", "exit");

    static final DescribedPredicate<JavaMethodCall> IS_ASKED =
            DescribedPredicate.describe("the clock or the environment is asked", call -> {
                String owner = call.getTargetOwner().getName();
                boolean isClock =
                        owner.startsWith("java.time.") && call.getName().equals("now");
                return isClock || owner.equals("java.lang.System") && ENVIRONMENT.contains(call.getName());
            });

    private NowAndHere() {}
}
