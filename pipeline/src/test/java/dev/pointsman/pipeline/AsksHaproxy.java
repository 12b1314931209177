package dev.pointsman.pipeline;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;

/**
 * A test that asks something of the real HAProxy, so it is asked of each version that the build has: of the machine's own, and, with
 * {@code -Dpointsman.haproxy3=PATH}, once more of that one.
 */
@Tag("haproxy")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface AsksHaproxy {}
