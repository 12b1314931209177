package dev.pointsman.pipeline.parse.field;

import java.util.List;
import java.util.Map;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.resource.LabelSelector;
import dev.pointsman.pipeline.resource.LabelSelector.Operator;
import dev.pointsman.pipeline.yaml.Fields;

/**
 * Reads a label selector.
 *
 * <p>Source: Kubernetes API, meta/v1 "LabelSelector" and its validation.
 */
public final class LabelSelectorReader {

    private static final int MOST = 1000;

    private static final Map<String, Operator> OPERATORS = Map.of(
            "In", Operator.IN,
            "NotIn", Operator.NOT_IN,
            "Exists", Operator.EXISTS,
            "DoesNotExist", Operator.DOES_NOT_EXIST);

    private LabelSelectorReader() {}

    public static LabelSelector read(Fields fields) {
        return new LabelSelector(
                fields.textMap("matchLabels", MOST, TextRules.LABEL_KEY, TextRules.LABEL_VALUE),
                fields.mappings("matchExpressions", 0, MOST, LabelSelectorReader::requirement));
    }

    private static LabelSelector.Requirement requirement(Fields fields) {
        String key = fields.text("key", TextRules.LABEL_KEY).value();
        Located<String> written = fields.choice("operator", List.of("In", "NotIn", "Exists", "DoesNotExist"));
        Operator operator = OPERATORS.get(written.value());
        List<String> values = fields.texts("values", 0, MOST, TextRules.LABEL_VALUE).stream()
                .map(Located::value)
                .toList();
        boolean needsValues = operator == Operator.IN || operator == Operator.NOT_IN;
        if (needsValues == values.isEmpty()) {
            fields.findings()
                    .error(
                            FindingCode.WRONG_COUNT,
                            fields.originOf("values"),
                            "operator " + Quoted.of(written.value())
                                    + (needsValues ? " needs at least one of \"values\"" : " takes no \"values\""),
                            "");
        }
        return new LabelSelector.Requirement(key, operator, values);
    }
}
