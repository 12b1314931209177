package dev.pointsman.pipeline.haproxy.backend;

import java.util.Optional;

import dev.pointsman.pipeline.haproxy.language.Variable;
import dev.pointsman.pipeline.plan.treatment.PathRewrite;

/** A rewritten path as a log format over the path as it came, which a variable keeps. */
final class PathFormat {

    private PathFormat() {}

    /** Part of a word. Nothing for a path that is no more than its prefix, when nothing replaces that. */
    static String of(PathRewrite path) {
        return switch (path) {
            case PathRewrite.Full(String replacement) -> replacement.replace("%", "%%");
            case PathRewrite.Prefix(String prefix, String replacement) ->
                replacement.replace("%", "%%") + rest(prefix.length());
        };
    }

    /** The length of the path that {@link #of} makes nothing of, and which has to become {@code /}. */
    static Optional<Integer> lengthThatLeavesNothing(PathRewrite path) {
        return path instanceof PathRewrite.Prefix(String prefix, String replacement) && replacement.isEmpty()
                ? Optional.of(prefix.length())
                : Optional.empty();
    }

    private static String rest(int length) {
        String path = "var(" + Variable.PATH + ")";
        return "%[" + (length == 0 ? path : path + ",bytes(" + length + ")") + "]";
    }
}
