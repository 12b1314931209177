package dev.pointsman.pipeline.yaml;

import java.math.BigInteger;
import java.util.List;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;

/** Reads single values; each reader returns null after it has added a finding. */
final class Scalars {

    private static final String A_STRING = "a string";

    private Scalars() {}

    static boolean isNull(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && scalar.type() == ScalarType.NULL;
    }

    static String text(YamlNode node, Origin at, TextRule rule, Findings findings) {
        if (node instanceof YamlNode.Scalar scalar && scalar.type() == ScalarType.STRING) {
            return accepts(scalar.text(), at, rule, findings) ? scalar.text() : null;
        }
        boolean needsQuotes = node instanceof YamlNode.Scalar scalar && rule.accepts(scalar.text());
        wrongType(node, at, needsQuotes ? A_STRING : rule.expected(), findings);
        return null;
    }

    static boolean accepts(String text, Origin at, TextRule rule, Findings findings) {
        boolean accepted = rule.accepts(text);
        if (!accepted) {
            String message = text.isEmpty() ? "the value " : Quoted.of(text) + " ";
            findings.error(FindingCode.INVALID_VALUE, at, message + rule.objection(text), "");
        }
        return accepted;
    }

    static Integer integer(YamlNode node, Origin at, int least, int most, Findings findings) {
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.type() != ScalarType.INTEGER) {
            wrongType(node, at, "an integer", findings);
            return null;
        }
        BigInteger value = number(scalar.text());
        if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
            findings.error(
                    FindingCode.INVALID_VALUE,
                    at,
                    Quoted.of(scalar.text()) + " is not between " + least + " and " + most,
                    "");
            return null;
        }
        return value.intValue();
    }

    private static BigInteger number(String text) {
        return switch (text.length() > 1 ? text.substring(0, 2) : "") {
            case "0x" -> new BigInteger(text.substring(2), 16);
            case "0o" -> new BigInteger(text.substring(2), 8);
            default -> new BigInteger(text);
        };
    }

    static Boolean flag(YamlNode node, Origin at, Findings findings) {
        if (node instanceof YamlNode.Scalar scalar && scalar.type() == ScalarType.BOOLEAN) {
            return Boolean.valueOf(scalar.text());
        }
        wrongType(node, at, "true or false", findings);
        return null;
    }

    static String choice(YamlNode node, Origin at, List<String> allowed, Findings findings) {
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.type() != ScalarType.STRING) {
            wrongType(node, at, "one of " + String.join(", ", allowed), findings);
            return null;
        }
        if (!allowed.contains(scalar.text())) {
            String hint = Suggestion.nearest(scalar.text(), allowed)
                    .map(near -> "Did you mean " + Quoted.of(near) + "?")
                    .orElse("");
            findings.error(
                    FindingCode.INVALID_VALUE,
                    at,
                    Quoted.of(scalar.text()) + " is not one of " + String.join(", ", allowed),
                    hint);
            return null;
        }
        return scalar.text();
    }

    static void wrongType(YamlNode node, Origin at, String expected, Findings findings) {
        findings.error(
                FindingCode.WRONG_TYPE,
                at,
                "found " + node.description() + ", expected " + expected,
                hint(node, expected));
    }

    private static String hint(YamlNode node, String expected) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            return "";
        }
        if (expected.equals(A_STRING)) {
            return "Write it in quotes: " + Quoted.of(scalar.text()) + ".";
        }
        boolean quotedNumber = expected.equals("an integer")
                && scalar.type() == ScalarType.STRING
                && ScalarType.ofPlain(scalar.text()) == ScalarType.INTEGER;
        return quotedNumber ? "Write it without quotes: " + scalar.text() + "." : "";
    }
}
