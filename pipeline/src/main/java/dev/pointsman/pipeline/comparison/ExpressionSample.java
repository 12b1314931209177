package dev.pointsman.pipeline.comparison;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text that a regular expression takes: of alternatives the first, of repetitions the fewest that are not none, of classes a member.
 *
 * <p>It knows the notation of {@link dev.pointsman.pipeline.plan.match.RegularExpression} and no more, and gives nothing rather than a text
 * that does not match.
 */
final class ExpressionSample {

    private static final String CANDIDATES = "a0Ax1_-/. :";

    private final String text;
    private int at;

    private ExpressionSample(String text) {
        this.text = text;
    }

    static Optional<String> of(String expression) {
        try {
            String sample = new ExpressionSample(expression).alternatives();
            return Optional.of(sample).filter(Pattern.compile(expression).asMatchPredicate());
        } catch (RuntimeException beyondThisReader) {
            return Optional.empty();
        }
    }

    private String alternatives() {
        StringBuilder first = new StringBuilder();
        boolean isFirst = true;
        while (at < text.length() && text.charAt(at) != ')') {
            if (text.charAt(at) == '|') {
                at++;
                isFirst = false;
            } else {
                String one = repeated();
                if (isFirst) {
                    first.append(one);
                }
            }
        }
        return first.toString();
    }

    private String repeated() {
        String one = one();
        if (at == text.length()) {
            return one;
        }
        return switch (text.charAt(at)) {
            case '*', '+' -> {
                at++;
                yield one;
            }
            case '?' -> {
                at++;
                yield "";
            }
            case '{' -> {
                int end = text.indexOf('}', at);
                int least = Integer.parseInt(text.substring(at + 1, end).split(",")[0]);
                at = end + 1;
                yield one.repeat(least);
            }
            default -> one;
        };
    }

    private String one() {
        int start = at;
        char c = text.charAt(at++);
        switch (c) {
            case '(' -> {
                at += text.startsWith("?:", at) ? 2 : 0;
                String inner = alternatives();
                at++;
                return inner;
            }
            case '[' -> {
                at += text.charAt(at) == '^' ? 1 : 0;
                while (text.charAt(at) != ']') {
                    at += text.charAt(at) == '\\' ? 2 : 1;
                }
                at++;
                return member(text.substring(start, at));
            }
            case '\\' -> {
                at++;
                return member(text.substring(start, at));
            }
            case '.' -> {
                return "a";
            }
            case '^', '$' -> {
                return "";
            }
            default -> {
                return Character.toString(c);
            }
        }
    }

    /** The first printable character that a class takes, of those that people write first. */
    private static String member(String single) {
        Pattern pattern = Pattern.compile(single);
        StringBuilder all = new StringBuilder(CANDIDATES);
        for (char c = '!'; c <= '~'; c++) {
            all.append(c);
        }
        return all.chars()
                .mapToObj(c -> Character.toString((char) c))
                .filter(pattern.asMatchPredicate())
                .findFirst()
                .orElseThrow();
    }
}
