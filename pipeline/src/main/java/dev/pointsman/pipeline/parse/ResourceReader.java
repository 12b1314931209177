package dev.pointsman.pipeline.parse;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.pointsman.pipeline.finding.FieldPath;
import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Origin;
import dev.pointsman.pipeline.finding.Place;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;
import dev.pointsman.pipeline.finding.condition.Consequence;
import dev.pointsman.pipeline.finding.condition.Reason;
import dev.pointsman.pipeline.finding.condition.Subject;
import dev.pointsman.pipeline.parse.cluster.ConfigMapReader;
import dev.pointsman.pipeline.parse.cluster.ReferenceGrantReader;
import dev.pointsman.pipeline.parse.cluster.SecretReader;
import dev.pointsman.pipeline.parse.field.MetadataReader;
import dev.pointsman.pipeline.parse.gateway.GatewayClassReader;
import dev.pointsman.pipeline.parse.gateway.GatewayReader;
import dev.pointsman.pipeline.parse.route.HttpRouteReader;
import dev.pointsman.pipeline.parse.route.StreamRouteReader;
import dev.pointsman.pipeline.parse.service.BackendPolicyReader;
import dev.pointsman.pipeline.parse.service.BackendTlsPolicyReader;
import dev.pointsman.pipeline.parse.service.EndpointSliceReader;
import dev.pointsman.pipeline.parse.service.ServiceReader;
import dev.pointsman.pipeline.parse.test.RouteTestReader;
import dev.pointsman.pipeline.resource.Definition;
import dev.pointsman.pipeline.resource.Definitions;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.resource.Metadata;
import dev.pointsman.pipeline.resource.cluster.NamespaceDefinition;
import dev.pointsman.pipeline.yaml.FieldSketch;
import dev.pointsman.pipeline.yaml.Fields;
import dev.pointsman.pipeline.yaml.ScalarType;
import dev.pointsman.pipeline.yaml.YamlNode;
import dev.pointsman.pipeline.yaml.YamlReader;

/** Reads the documents of a file and hands each to the reader of its kind. */
public final class ResourceReader {

    /** Kinds of the standard and of Pointsman that this version knows by name only. */
    private static final Set<String> LATER = Set.of("GRPCRoute", "List", "ListenerSet", "UDPRoute");

    private ResourceReader() {}

    /** Adds what the file holds to the definitions. */
    public static void read(String file, String text, Definitions definitions, Findings findings) {
        YamlReader.Reading reading = YamlReader.read(file, text, findings);
        reading.documents().forEach(document -> read(document, definitions, findings));
        if (!reading.complete()) {
            definitions.missSome();
        }
    }

    private static void read(YamlNode document, Definitions definitions, Findings findings) {
        Origin origin = new Origin(document.place(), "", FieldPath.ROOT);
        if (!(document instanceof YamlNode.Mapping mapping)) {
            findings.error(
                    FindingCode.WRONG_TYPE,
                    origin,
                    "found " + document.description() + ", expected a resource",
                    "A resource is a mapping with apiVersion, kind, metadata and spec.");
            definitions.missSome();
            return;
        }
        String apiVersion = peek(mapping, "apiVersion");
        String title = peek(mapping, "kind");
        Optional<Kind> kind = Kind.of(apiVersion, title);
        if (kind.isEmpty()) {
            refuse(apiVersion, title, mapping, findings);
            // What is served never refers to a kind that is not; but a List may hold anything.
            if (!LATER.contains(title) || title.equals("List")) {
                definitions.missSome();
            }
            return;
        }
        String name = peek(mapping, "metadata", "name");
        String namespace = peek(mapping, "metadata", "namespace");
        Definition definition = null;
        int errors = findings.objections();
        String resource = resource(kind.get(), namespace, name);
        definition = Fields.read(mapping, resource, findings, fields -> read(fields, kind.get()));
        register(definition, findings.objections() == errors, definitions, findings);
    }

    private static void register(Definition definition, boolean sound, Definitions definitions, Findings findings) {
        Metadata metadata = definition.metadata();
        if (metadata.name().isEmpty()) {
            definitions.missSome();
            return;
        }
        Optional<Place> first = definitions.declare(metadata);
        if (first.isPresent()) {
            findings.error(
                    FindingCode.DUPLICATE_NAME,
                    metadata.origin(),
                    Quoted.of(metadata.fullName()) + " is the name of another "
                            + metadata.kind().title() + " already (" + first.get() + ")",
                    "Remove one, or give it another name.");
        } else if (sound) {
            definitions.add(definition);
        } else {
            definitions.addUnsound(definition);
            findings.state(
                    new Consequence(
                            Subject.resource(metadata.kind().title(), metadata.fullName()), unsound(metadata.kind())),
                    "The resource has findings of its own, so it is not served.");
        }
    }

    private static Reason unsound(Kind kind) {
        return switch (kind) {
            case GATEWAY_CLASS -> Reason.INVALID_PARAMETERS;
            case HTTP_ROUTE, TCP_ROUTE, TLS_ROUTE -> Reason.UNSUPPORTED_VALUE;
            default -> Reason.INVALID;
        };
    }

    /** What the reader of a kind asks for. */
    public static FieldSketch sketch(Kind kind) {
        return FieldSketch.of(document -> read(document, kind));
    }

    private static Definition read(Fields document, Kind kind) {
        document.ignored("apiVersion", "kind", "status");
        return switch (kind) {
            case BACKEND_POLICY -> BackendPolicyReader.read(document);
            case CONFIG_MAP -> ConfigMapReader.read(document);
            case BACKEND_TLS_POLICY -> BackendTlsPolicyReader.read(document);
            case ENDPOINT_SLICE -> EndpointSliceReader.read(document);
            case FLEET -> FleetReader.read(document);
            case GATEWAY -> GatewayReader.read(document);
            case GATEWAY_CLASS -> GatewayClassReader.read(document);
            case HTTP_ROUTE -> HttpRouteReader.read(document);
            case NAMESPACE -> {
                document.ignored("spec");
                yield new NamespaceDefinition(MetadataReader.read(document, kind));
            }
            case REFERENCE_GRANT -> ReferenceGrantReader.read(document);
            case ROUTE_TEST -> RouteTestReader.read(document);
            case SECRET -> SecretReader.read(document);
            case SERVICE -> ServiceReader.read(document);
            case TCP_ROUTE, TLS_ROUTE -> StreamRouteReader.read(document, kind);
        };
    }

    private static String resource(Kind kind, String namespace, String name) {
        String home =
                !kind.isNamespaced() ? "" : (namespace.isEmpty() ? MetadataReader.DEFAULT_NAMESPACE : namespace) + "/";
        return name.isEmpty() ? kind.title() : kind.title() + " " + plain(home + name);
    }

    /** Names of findings' subjects are untrusted like every other text. */
    private static String plain(String name) {
        String quoted = Quoted.of(name);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static void refuse(String apiVersion, String title, YamlNode.Mapping mapping, Findings findings) {
        Place place = Optional.ofNullable(mapping.entries().get("kind"))
                .or(() -> Optional.ofNullable(mapping.entries().get("apiVersion")))
                .map(entry -> entry.value().place())
                .orElse(mapping.place());
        Origin origin = new Origin(place, "", FieldPath.ROOT);
        if (apiVersion.isEmpty() || title.isEmpty()) {
            findings.error(
                    FindingCode.MISSING_FIELD,
                    origin,
                    "this is not a resource: the text fields \"apiVersion\" and \"kind\" are not both there",
                    "Keep files that are no definitions outside the definitions' folder, or in one whose name starts with a dot.");
            return;
        }
        Optional<Kind> sameKind = Arrays.stream(Kind.values())
                .filter(kind -> kind.title().equals(title))
                .findFirst();
        if (sameKind.isPresent()) {
            findings.error(
                    FindingCode.UNKNOWN_KIND,
                    origin,
                    "kind " + Quoted.of(title) + " is not served in apiVersion " + Quoted.of(apiVersion),
                    "Use apiVersion " + Quoted.of(sameKind.get().apiVersion()) + ".");
        } else if (LATER.contains(title)) {
            findings.error(
                    FindingCode.NOT_SUPPORTED,
                    origin,
                    "this version of Pointsman does not serve kind " + Quoted.of(title),
                    title.equals("List") ? "Write each resource as a document of its own, separated by \"---\"." : "");
        } else {
            List<String> titles = Arrays.stream(Kind.values()).map(Kind::title).toList();
            findings.error(
                    FindingCode.UNKNOWN_KIND,
                    origin,
                    "there is no kind " + Quoted.of(title) + " in apiVersion " + Quoted.of(apiVersion),
                    Suggestion.hint(title, titles));
        }
    }

    /** The text at the end of a path of keys; empty when there is none. What is wrong with it is found when it is read properly. */
    private static String peek(YamlNode.Mapping mapping, String... path) {
        YamlNode node = mapping;
        for (String key : path) {
            YamlNode.Entry entry =
                    node instanceof YamlNode.Mapping inner ? inner.entries().get(key) : null;
            if (entry == null) {
                return "";
            }
            node = entry.value();
        }
        return node instanceof YamlNode.Scalar scalar && scalar.type() == ScalarType.STRING ? scalar.text() : "";
    }
}
