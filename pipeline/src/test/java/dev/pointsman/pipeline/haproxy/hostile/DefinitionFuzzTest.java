package dev.pointsman.pipeline.haproxy.hostile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.FleetOfOne;
import dev.pointsman.pipeline.ProgramUnderTest;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.haproxy.HaproxyRenderer;
import dev.pointsman.pipeline.haproxy.Stamp;
import dev.pointsman.pipeline.node.NodeLayout;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever stands in a route: it ends in findings, or in a configuration that HAProxy accepts and that listens where it should and nowhere
 * else.
 *
 * <p>Every field of a route that has them all is spoilt by what could end a word, a line or a file.
 * {@code -Dpointsman.fuzz.documents=N} tries more, {@code -Dpointsman.routing.seed=N} others.
 */
@AsksHaproxy
class DefinitionFuzzTest {

    private static final String PLACE = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: web, namespace: shop}
            spec:
              gatewayClassName: pointsman
              addresses: [{value: 10.99.0.10}]
              listeners: [{name: http, protocol: HTTP, port: 80}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: cart, namespace: shop, labels: {kubernetes.io/service-name: cart}}
            addressType: IPv4
            ports: [{port: 8080}]
            endpoints: [{addresses: [10.20.1.30]}]
            ---
            """;

    private static final String ROUTE = """
            {"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
             "metadata": {"name": "route", "namespace": "shop", "labels": {"a": "b"}},
             "spec": {"parentRefs": [{"name": "web", "sectionName": "http"}], "hostnames": ["shop.example.com", "*.example.com"],
              "rules": [
               {"name": "one",
                "matches": [{"path": {"type": "PathPrefix", "value": "/a"}, "method": "GET",
                  "headers": [{"name": "x-a", "value": "b"}, {"type": "RegularExpression", "name": "x-b", "value": "c.*"}],
                  "queryParams": [{"name": "q", "value": "d"}, {"type": "RegularExpression", "name": "r", "value": "[e]+"}]}],
                "filters": [
                 {"type": "RequestHeaderModifier", "requestHeaderModifier": {
                   "set": [{"name": "x-set", "value": "f"}], "add": [{"name": "x-add", "value": "g"}], "remove": ["x-remove"]}},
                 {"type": "ResponseHeaderModifier", "responseHeaderModifier": {"set": [{"name": "x-set", "value": "h"}]}},
                 {"type": "URLRewrite", "urlRewrite": {"hostname": "cart.internal",
                   "path": {"type": "ReplacePrefixMatch", "replacePrefixMatch": "/i"}}},
                 {"type": "CORS", "cors": {"allowOrigins": ["https://*.example.com"], "allowMethods": ["GET"],
                   "allowHeaders": ["x-j"], "exposeHeaders": ["x-k"]}}],
                "timeouts": {"request": "10s", "backendRequest": "5s"}, "retry": {"codes": [503], "attempts": 2},
                "backendRefs": [{"name": "cart", "port": 80, "filters": [
                 {"type": "RequestHeaderModifier", "requestHeaderModifier": {"set": [{"name": "x-l", "value": "m"}]}}]}]},
               {"matches": [{"path": {"type": "RegularExpression", "value": "/n/[0-9]+"}}],
                "filters": [{"type": "RequestRedirect", "requestRedirect": {"scheme": "https", "hostname": "www.example.com",
                  "path": {"type": "ReplaceFullPath", "replaceFullPath": "/o"}, "statusCode": 301}}]},
               {"matches": [{"path": {"type": "Exact", "value": "/p"}}], "backendRefs": [{"name": "cart", "port": 80}]}]}}
            """;

    private static final List<String> POISON = new ArrayList<>(HostileValuesTest.VALUES);

    static {
        POISON.addAll(List.of(
                "\n",
                "\n    bind 0.0.0.0:6666\n",
                "a\nfrontend evil\n    bind 0.0.0.0:6666",
                "\r\n",
                "\0",
                "\t",
                "\u0085",
                "\u2028",
                "\u00e9",
                "\ud83d\ude00",
                "x".repeat(10_000),
                "'".repeat(4_000),
                "\\".repeat(1_000),
                "%[".repeat(500),
                "(".repeat(300),
                "[a-".repeat(100),
                "(a|b)".repeat(150),
                "a{255}".repeat(150),
                ".*".repeat(8)));
    }

    private static final Set<String> SECTIONS = Set.of("global", "defaults", "frontend", "backend");

    @TempDir
    Path directory;

    @Test
    void every_document_ends_in_findings_or_in_a_configuration_that_listens_where_it_should() throws Exception {
        ProgramUnderTest.HAPROXY.require();
        int documents = Integer.getInteger("pointsman.fuzz.documents", 250);
        Random random = new Random(Long.getLong("pointsman.routing.seed", 20_260_101L));
        int accepted = 0;
        for (int i = 0; i < documents; i++) {
            JsonObject route = new JsonObject(ROUTE);
            for (int spoilt = random.nextInt(2); spoilt >= 0; spoilt--) {
                spoil(route, random);
            }
            String text = FleetOfOne.TEXT + PLACE + route.encode();
            Compilation compilation = DefinitionCompiler.compile(
                    new DefinitionSet(List.of(new DefinitionFile("all.yaml", text)), List.of()));
            if (compilation instanceof Compilation.Accepted taken) {
                accepted++;
                requireSound(HaproxyRenderer.render(taken.plan(), Stamp.BLANK, new NodeLayout(directory)), text);
            } else {
                assertThat(compilation.findings()).as(text).isNotEmpty();
            }
        }
        // Otherwise nothing would have been shown of HAProxy.
        assertThat(accepted).isGreaterThan(documents / 20);
    }

    private void requireSound(Map<String, String> files, String text) throws Exception {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        Path configuration = directory.resolve(HaproxyRenderer.CONFIGURATION_FILE);
        ProgramUnderTest.Outcome outcome =
                ProgramUnderTest.run(ProgramUnderTest.HAPROXY.path(), "-c", "-f", configuration.toString());
        assertThat(outcome.exitCode()).as("%s%nof%n%s", outcome.output(), text).isZero();
        List<String> lines = Files.readString(configuration).lines().toList();
        assertThat(lines.stream().filter(line -> line.strip().matches("bind\\b.*")))
                .as(text)
                .containsExactly("    bind 10.99.0.10:80");
        assertThat(lines.stream().filter(line -> line.matches("[^ #].*")).map(line -> line.split(" ")[0]))
                .as(text)
                .allMatch(SECTIONS::contains)
                .containsOnlyOnce("frontend");
    }

    /** Puts something that does not belong there into a text of the document, or in its place. */
    private static void spoil(JsonObject document, Random random) {
        List<Runnable> places = new ArrayList<>();
        collect(document, random, places);
        places.get(random.nextInt(places.size())).run();
    }

    /** Fields that take nearly any text: there the poison gets through to HAProxy. */
    private static final Set<String> FREE = Set.of("value", "replaceFullPath", "name");

    private static void collect(Object node, Random random, List<Runnable> places) {
        if (node instanceof JsonObject object) {
            for (String name : List.copyOf(object.fieldNames())) {
                Object value = object.getValue(name);
                if (value instanceof String text) {
                    for (int weight = FREE.contains(name) ? 3 : 1; weight > 0; weight--) {
                        places.add(() -> object.put(name, spoilt(text, random)));
                    }
                } else {
                    collect(value, random, places);
                }
            }
        } else if (node instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                if (array.getValue(i) instanceof String text) {
                    places.add(() -> array.set(at, spoilt(text, random)));
                } else {
                    collect(array.getValue(i), random, places);
                }
            }
        }
    }

    private static String spoilt(String text, Random random) {
        String poison = POISON.get(random.nextInt(POISON.size()));
        return switch (random.nextInt(3)) {
            case 0 -> poison;
            case 1 -> text + poison;
            default -> {
                int at = random.nextInt(text.length() + 1);
                yield text.substring(0, at) + poison + text.substring(at);
            }
        };
    }
}
