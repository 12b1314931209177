package dev.pointsman.pipeline.parse.gateway;

import java.util.List;

import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.parse.field.MetadataReader;
import dev.pointsman.pipeline.parse.field.References;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.fleet.FleetReference;
import dev.pointsman.pipeline.resource.gateway.GatewayClassDefinition;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.TextRule;

/**
 * Reads a GatewayClass.
 *
 * <p>Source: Gateway API v1.6, "GatewayClass".
 */
public final class GatewayClassReader {

    private static final TextRule DESCRIPTION = new TextRule("text", 0, 64, text -> true);

    private static final TextRule CONTROLLER =
            TextRules.CONTROLLER.like(List.of(GatewayClassDefinition.POINTSMAN, "example.com/another-controller"));

    private GatewayClassReader() {}

    public static GatewayClassDefinition read(Fields document) {
        Metadata metadata = MetadataReader.read(document, Kind.GATEWAY_CLASS);
        GatewayClassDefinition absent =
                new GatewayClassDefinition(metadata, new Located<>("", document.origin()), new FleetReference.Unset());
        return document.mapping("spec", absent, spec -> {
            Located<String> controller = spec.text("controllerName", CONTROLLER);
            spec.text("description", DESCRIPTION, "");
            // Another controller's parameters are not ours to judge.
            if (!controller.value().equals(GatewayClassDefinition.POINTSMAN)) {
                spec.ignored("parametersRef");
                return new GatewayClassDefinition(metadata, controller, new FleetReference.Unset());
            }
            return new GatewayClassDefinition(metadata, controller, References.fleet(spec, ""));
        });
    }
}
