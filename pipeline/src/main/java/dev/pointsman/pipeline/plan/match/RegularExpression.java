package dev.pointsman.pipeline.plan.match;

import java.util.Optional;

import dev.pointsman.pipeline.plan.value.Text;

/**
 * The regular expressions that matches may be: the part of the notation that PCRE2, RE2 and Java read alike, without what could take a
 * backtracking engine more than polynomial time.
 *
 * <p>It exists because the Gateway API leaves the dialect to the implementation, and because an expression from Git must neither be read
 * differently by two who judge it nor hold up a proxy: literals, escapes of punctuation, {@code . ^ $ \d \D \w \W \s \S}, classes in square
 * brackets, groups, alternatives, and the repetitions {@code * + ? {n} {n,} {n,m}}. What repeats must not hold a repetition of varying
 * length itself (star height 1; but all may be optional), at most {@value #MOST_REPETITIONS} repetitions have no upper bound, and no bound is above {@value #MOST_COUNT}; so a
 * match takes polynomial time, which the proxy's engine bounds once more. An expression always has to take the whole value.
 */
public final class RegularExpression {

    /** In characters. */
    public static final int LONGEST = 1024;

    private static final int MOST_COUNT = 255;
    private static final int MOST_REPETITIONS = 8;
    private static final int DEEPEST = 16;
    private static final String CLASS_ESCAPES = "dDwWsS";

    private final String text;
    private int at;
    private int unbounded;

    private RegularExpression(String text) {
        this.text = text;
    }

    /** What is wrong with an expression, in words that follow it; empty when nothing is. */
    public static Optional<String> objection(String text) {
        if (text.isEmpty() || text.length() > LONGEST || !Text.isPrintableAscii(text)) {
            return Optional.of("is not 1 to " + LONGEST + " characters of printable ASCII");
        }
        try {
            RegularExpression expression = new RegularExpression(text);
            expression.alternatives(0);
            if (expression.at < text.length()) {
                throw expression.fault("has a ')' that closes nothing");
            }
            return Optional.empty();
        } catch (Fault fault) {
            return Optional.of(fault.getMessage());
        }
    }

    static void require(String value, MatchType type) {
        if (type == MatchType.REGULAR_EXPRESSION) {
            objection(value).ifPresent(objection -> {
                throw new IllegalArgumentException("regular expression \"" + value + "\" " + objection);
            });
        }
    }

    /** Reads up to a closing parenthesis or the end; says whether something in it repeats. */
    private boolean alternatives(int depth) {
        if (depth > DEEPEST) {
            throw fault("nests groups more than " + DEEPEST + " deep");
        }
        boolean repeats = false;
        while (at < text.length() && text.charAt(at) != ')') {
            if (text.charAt(at) == '|') {
                at++;
            } else {
                repeats |= repeated(depth);
            }
        }
        return repeats;
    }

    private boolean repeated(int depth) {
        boolean anchor = text.charAt(at) == '^' || text.charAt(at) == '$';
        boolean inner = one(depth);
        int start = at;
        Repetition repetition = repetition();
        if (repetition == Repetition.NONE) {
            return inner;
        }
        if (anchor) {
            throw fault("repeats an anchor", start);
        }
        if (inner && repetition != Repetition.OPTIONAL) {
            throw fault("repeats what holds a repetition itself, which can take exponential time", start);
        }
        if (at < text.length() && "*+?{".indexOf(text.charAt(at)) >= 0) {
            throw fault("has a repetition after a repetition (lazy and possessive ones are not served)");
        }
        return inner || repetition != Repetition.FIXED;
    }

    private enum Repetition {
        NONE,
        /** {@code ?} */
        OPTIONAL,
        /** {@code {n}} */
        FIXED,
        VARYING
    }

    /** One character, class or group. */
    private boolean one(int depth) {
        char c = text.charAt(at++);
        switch (c) {
            case '(' -> {
                return group(depth);
            }
            case '[' -> characterClass();
            case '\\' -> escape();
            case '*', '+', '?', '{' -> throw fault("has a '" + c + "' with nothing to repeat", at - 1);
            case ']', '}' -> throw fault("has a '" + c + "' that closes nothing; write \\" + c, at - 1);
            default -> {
                // Any other character, '.', '^' and '$'.
            }
        }
        return false;
    }

    private boolean group(int depth) {
        int start = at - 1;
        if (text.startsWith("?:", at)) {
            at += 2;
        } else if (at < text.length() && text.charAt(at) == '?') {
            throw fault("has a group \"(?\" of a kind that is not served; only \"(?:\" is");
        }
        boolean repeats = alternatives(depth + 1);
        if (at >= text.length()) {
            throw fault("has a '(' that is not closed", start);
        }
        at++;
        return repeats;
    }

    private void escape() {
        if (at >= text.length()) {
            throw fault("ends with a backslash");
        }
        char c = text.charAt(at++);
        boolean letterOrDigit = Character.isLetterOrDigit(c);
        if (c == ' ' || letterOrDigit && CLASS_ESCAPES.indexOf(c) < 0) {
            throw fault(
                    "has the escape \"\\" + c + "\"; \\d \\D \\w \\W \\s \\S and escaped punctuation are served",
                    at - 2);
        }
    }

    private void characterClass() {
        int start = at - 1;
        if (at < text.length() && text.charAt(at) == '^') {
            at++;
        }
        int first = at;
        int previous = -1;
        while (at < text.length() && text.charAt(at) != ']') {
            char c = text.charAt(at++);
            if (c == '[' || c == '&' && at < text.length() && text.charAt(at) == '&') {
                throw fault("has a '" + c + "' in a class, which engines read differently; write \\" + c, at - 1);
            }
            boolean shorthand = false;
            if (c == '\\') {
                escape();
                c = text.charAt(at - 1);
                shorthand = CLASS_ESCAPES.indexOf(c) >= 0;
            } else if (c == '-' && at - 1 > first && at < text.length() && text.charAt(at) != ']') {
                c = rangeEnd(previous);
            }
            previous = shorthand ? -1 : c;
        }
        if (at >= text.length()) {
            throw fault("has a '[' that is not closed", start);
        }
        if (at == first) {
            throw fault("has an empty class", start);
        }
        at++;
    }

    private char rangeEnd(int begin) {
        char end = text.charAt(at++);
        if (end == '\\') {
            escape();
            end = text.charAt(at - 1);
            if (CLASS_ESCAPES.indexOf(end) >= 0) {
                throw fault("has a range that ends with a class", at - 2);
            }
        }
        if (end == '[' || begin < 0 || end < begin) {
            throw fault("has a range that is none", at - 1);
        }
        // What follows a range begins anew.
        return end;
    }

    private Repetition repetition() {
        switch (at < text.length() ? text.charAt(at) : ' ') {
            case '?' -> {
                at++;
                return Repetition.OPTIONAL;
            }
            case '*', '+' -> {
                at++;
                countUnbounded();
                return Repetition.VARYING;
            }
            case '{' -> {
                at++;
                return counted();
            }
            default -> {
                return Repetition.NONE;
            }
        }
    }

    private Repetition counted() {
        int start = at - 1;
        int least = number(start);
        int most = least;
        boolean fixed = true;
        if (at < text.length() && text.charAt(at) == ',') {
            at++;
            fixed = false;
            if (at < text.length() && text.charAt(at) == '}') {
                countUnbounded();
            } else {
                most = number(start);
            }
        }
        if (at >= text.length() || text.charAt(at) != '}' || most < least) {
            throw fault("has a repetition that is not {n}, {n,} or {n,m}", start);
        }
        at++;
        return fixed ? Repetition.FIXED : Repetition.VARYING;
    }

    private int number(int start) {
        int begin = at;
        while (at < text.length() && Character.isDigit(text.charAt(at)) && at - begin < 4) {
            at++;
        }
        int number = at == begin ? MOST_COUNT + 1 : Integer.parseInt(text.substring(begin, at));
        if (number > MOST_COUNT) {
            throw fault("has a repetition that is not {n}, {n,} or {n,m} with numbers up to " + MOST_COUNT, start);
        }
        return number;
    }

    private void countUnbounded() {
        if (++unbounded > MOST_REPETITIONS) {
            throw fault("has more than " + MOST_REPETITIONS + " repetitions without an upper bound", at - 1);
        }
    }

    private Fault fault(String message) {
        return fault(message, at);
    }

    private Fault fault(String message, int position) {
        return new Fault(message + " (at character " + (position + 1) + ")");
    }

    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1;

        Fault(String message) {
            super(message);
        }
    }
}
