package dev.pointsman.pipeline.report;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.gateway.GatewayClassDefinition;
import dev.pointsman.pipeline.resource.route.ParentReference;
import dev.pointsman.pipeline.status.Condition;
import dev.pointsman.pipeline.status.ResourceStatus;

/** Writes statuses in the Gateway API's own form, so that tools for one read the other. */
public final class StatusJson {

    private final JsonGenerator json;

    private StatusJson(JsonGenerator json) {
        this.json = json;
    }

    /** The field {@code resources} of the object that is open. */
    static void write(List<ResourceStatus> statuses, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("resources");
        for (ResourceStatus status : statuses) {
            new StatusJson(json).write(status);
        }
        json.writeEndArray();
    }

    private void write(ResourceStatus resource) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", resource.kind());
        json.writeStringField("name", resource.name());
        json.writeObjectFieldStart("status");
        switch (resource) {
            case ResourceStatus.OfClass ofClass -> conditions(ofClass.conditions());
            case ResourceStatus.OfGateway gateway -> gateway(gateway);
            case ResourceStatus.OfRoute route -> {
                json.writeArrayFieldStart("parents");
                for (ResourceStatus.Parent parent : route.parents()) {
                    parent(parent);
                }
                json.writeEndArray();
            }
            case ResourceStatus.OfPolicy policy -> {
                json.writeArrayFieldStart("ancestors");
                for (ResourceStatus.Ancestor ancestor : policy.ancestors()) {
                    ancestor(ancestor);
                }
                json.writeEndArray();
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void gateway(ResourceStatus.OfGateway gateway) throws IOException {
        json.writeArrayFieldStart("addresses");
        for (String address : gateway.addresses()) {
            json.writeStartObject();
            json.writeStringField("type", "IPAddress");
            json.writeStringField("value", address);
            json.writeEndObject();
        }
        json.writeEndArray();
        conditions(gateway.conditions());
        json.writeArrayFieldStart("listeners");
        for (ResourceStatus.Listener listener : gateway.listeners()) {
            json.writeStartObject();
            json.writeStringField("name", listener.name());
            json.writeArrayFieldStart("supportedKinds");
            for (String kind : listener.supportedKinds()) {
                json.writeStartObject();
                json.writeStringField("group", Kind.GATEWAY_GROUP);
                json.writeStringField("kind", kind);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("attachedRoutes", listener.attachedRoutes());
            conditions(listener.conditions());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void parent(ResourceStatus.Parent parent) throws IOException {
        ParentReference reference = parent.reference();
        json.writeStartObject();
        json.writeObjectFieldStart("parentRef");
        gatewayReference(reference.gateway().value().toString());
        if (!reference.sectionName().value().isEmpty()) {
            json.writeStringField("sectionName", reference.sectionName().value());
        }
        if (reference.port().value() != 0) {
            json.writeNumberField("port", reference.port().value());
        }
        json.writeEndObject();
        json.writeStringField("controllerName", GatewayClassDefinition.POINTSMAN);
        conditions(parent.conditions());
        json.writeEndObject();
    }

    private void ancestor(ResourceStatus.Ancestor ancestor) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("ancestorRef");
        gatewayReference(ancestor.gateway());
        json.writeEndObject();
        json.writeStringField("controllerName", GatewayClassDefinition.POINTSMAN);
        conditions(ancestor.conditions());
        json.writeEndObject();
    }

    private void gatewayReference(String gateway) throws IOException {
        int slash = gateway.indexOf('/');
        json.writeStringField("group", Kind.GATEWAY_GROUP);
        json.writeStringField("kind", Kind.GATEWAY.title());
        json.writeStringField("namespace", gateway.substring(0, slash));
        json.writeStringField("name", gateway.substring(slash + 1));
    }

    private void conditions(List<Condition> conditions) throws IOException {
        json.writeArrayFieldStart("conditions");
        for (Condition condition : conditions) {
            json.writeStartObject();
            json.writeStringField("type", condition.type().title());
            json.writeStringField("status", condition.status());
            json.writeStringField("reason", condition.reason());
            json.writeStringField("message", condition.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
