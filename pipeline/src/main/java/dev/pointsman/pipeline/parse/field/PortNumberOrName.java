package dev.pointsman.pipeline.parse.field;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.yaml.ScalarType;
import dev.pointsman.pipeline.yaml.TextRule;
import dev.pointsman.pipeline.yaml.YamlNode;

/** Kubernetes' "IntOrString" as ports use it: the integer 8080 or the name "http". */
public final class PortNumberOrName {

    private PortNumberOrName() {}

    /** The port as text; null after a finding. */
    public static String read(YamlNode node, Origin at, TextRule name, Findings findings) {
        if (node instanceof YamlNode.Scalar scalar) {
            boolean accepted = switch (scalar.type()) {
                case INTEGER -> scalar.text().matches("[1-9][0-9]{0,4}") && Integer.parseInt(scalar.text()) <= 65535;
                case STRING -> name.accepts(scalar.text()) && ScalarType.ofPlain(scalar.text()) != ScalarType.INTEGER;
                case NUMBER, BOOLEAN, NULL -> false;
            };
            if (accepted) {
                return scalar.text();
            }
            findings.error(
                    FindingCode.INVALID_VALUE,
                    at,
                    Quoted.of(scalar.text()) + " is neither a port from 1 to 65535, without quotes, nor a port's name",
                    "");
        } else {
            findings.error(
                    FindingCode.WRONG_TYPE,
                    at,
                    "found " + node.description() + ", expected a port's number or name",
                    "");
        }
        return null;
    }
}
