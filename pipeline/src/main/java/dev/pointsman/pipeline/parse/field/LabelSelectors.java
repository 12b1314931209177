package dev.pointsman.pipeline.parse.field;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.resource.LabelSelector;
import dev.pointsman.pipeline.resource.LabelSelector.Operator;
import dev.pointsman.pipeline.resource.LabelSelector.Requirement;
import dev.pointsman.pipeline.yaml.Fields;

/**
 * Reads selectors of resources by their labels.
 *
 * <p>Source: Kubernetes API, meta/v1 "LabelSelector".
 */
public final class LabelSelectors {
    private static final int MOST = 1000;
    private static final Map<String, Operator> OPERATORS = Map.of(
            "In",
            Operator.IN,
            "NotIn",
            Operator.NOT_IN,
            "Exists",
            Operator.EXISTS,
            "DoesNotExist",
            Operator.DOES_NOT_EXIST);

    private LabelSelectors() {}

    public static LabelSelector read(Fields fields) {
        return new LabelSelector(
                fields.textMap("matchLabels", MOST, TextRules.LABEL_KEY, TextRules.LABEL_VALUE),
                fields.mappings("matchExpressions", 0, MOST, LabelSelectors::requirement));
    }

    private static Requirement requirement(Fields fields) {
        String key = fields.text("key", TextRules.LABEL_KEY).value();
        Located<String> word = fields.choice("operator", List.of("In", "NotIn", "Exists", "DoesNotExist"));
        Operator operator = OPERATORS.get(word.value());
        Set<String> values = new TreeSet<>();
        fields.texts("values", 0, MOST, TextRules.LABEL_VALUE).forEach(value -> values.add(value.value()));
        boolean wantsValues = operator == Operator.IN || operator == Operator.NOT_IN;
        if (wantsValues == values.isEmpty()) {
            fields.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            word.origin(),
                            "the operator " + Quoted.of(word.value())
                                    + (wantsValues ? " needs values" : " takes no values"),
                            "");
        }
        return new Requirement(key, operator, values);
    }
}
