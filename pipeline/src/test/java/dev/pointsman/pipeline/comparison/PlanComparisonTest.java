package dev.pointsman.pipeline.comparison;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import dev.pointsman.pipeline.comparison.show.ChangeJson;
import dev.pointsman.pipeline.comparison.show.ChangeText;
import org.junit.jupiter.api.Test;

import static dev.pointsman.pipeline.comparison.ChangedDefinitions.change;
import static dev.pointsman.pipeline.comparison.ChangedDefinitions.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What is said about changes that people would make. */
class PlanComparisonTest {

    @Test
    void anUnchangedTreeIsNoChange() throws IOException {
        Comparison comparison = change(text -> "# a remark\n" + text.replace("\n---\n", "\n---\n# another\n"));

        assertThat(comparison.isNoChange()).isTrue();
        assertThat(ChangeText.text(comparison)).isEqualTo("=> No change: no node has anything to do.\n");
        assertThat(ChangeText.markdown(comparison)).startsWith("### Pointsman: no change");
    }

    @Test
    void trafficThatGoesElsewhereIsSaidAsAPersonWouldSayIt() throws IOException {
        Comparison comparison = change(text -> text.replace("value: v2", "value: v3"));

        assertThat(ChangeText.text(comparison)).isEqualTo("""
                Traffic
                  requests to shop.example.com with header x-version: v2 go to shop/shop-v1:80 instead of shop/shop-v2:80
                  requests to shop.example.com with query parameter preview=v2 go to shop/shop-v1:80 instead of shop/shop-v2:80
                  requests to shop.example.com with header x-version: v3 go to shop/shop-v2:80 instead of shop/shop-v1:80
                  requests to shop.example.com with query parameter preview=v3 go to shop/shop-v2:80 instead of shop/shop-v1:80

                Definitions
                  changed route HTTPRoute shop/shop
                      - at edge/public/http, host shop.example.com, every path, header x-version: v2: shop/shop-v2:80
                      - at edge/public/http, host shop.example.com, every path, query parameter preview=v2: shop/shop-v2:80
                      + at edge/public/http, host shop.example.com, every path, header x-version: v3: shop/shop-v2:80
                      + at edge/public/http, host shop.example.com, every path, query parameter preview=v3: shop/shop-v2:80

                Nodes
                  node-a, node-b: reload
                      "frontend 10.99.0.10:80" changes: it says "acl rule_3_header_1 req.fhdr(x-version) -m str -- v3" instead of\
                 "acl rule_3_header_1 req.fhdr(x-version) -m str -- v2"

                => Reach: 4 of 10 rules and 1 of 4 hosts answered in another way, 2 of 2 nodes reloaded, 0 changed at run time,\
                 0 VPC routes changed.
                """);
    }

    @Test
    void weightsAreTraffic() throws IOException {
        Comparison comparison =
                change(text -> text.replace("weight: 90", "weight: 50").replace("weight: 10\n", "weight: 50\n"));

        assertThat(comparison.traffic())
                .extracting(Comparison.Traffic::sentence)
                .containsExactly(
                        "requests to search.example.com go to search/search-stable:80 (50 %) or search/search-canary:80 (50 %)"
                                + " instead of search/search-stable:80 (90 %) or search/search-canary:80 (10 %)");
        assertThat(comparison.traffic().getFirst().example()).isEqualTo("GET http://search.example.com/");
        assertThat(comparison.nodes())
                .extracting(Comparison.NodeStep::action, Comparison.NodeStep::why)
                .containsOnly(tuple(
                        Comparison.NodeStep.Action.RUNTIME,
                        List.of("table \"10.99.0.10-80.prefixes.map\" says something else")));
    }

    @Test
    void endpointsChangeABackendAndNoTraffic() throws IOException {
        Comparison comparison = change(text -> text.replace("[10.20.1.41]", "[10.20.1.49]"));

        assertThat(comparison.traffic()).isEmpty();
        assertThat(comparison.items())
                .containsExactly(new Comparison.Item(
                        Comparison.Action.CHANGED,
                        "backend",
                        "status/status:80",
                        List.of("- endpoint 10.20.1.41:8080", "+ endpoint 10.20.1.49:8080")));
        assertThat(comparison.nodes()).allSatisfy(node -> {
            assertThat(node.action()).isEqualTo(Comparison.NodeStep.Action.RUNTIME);
            assertThat(node.why())
                    .containsExactly(
                            "server \"10.20.1.49-8080\" joins \"status_status_80\"",
                            "server \"10.20.1.41-8080\" leaves \"status_status_80\"");
            assertThat(node.install()).isEmpty();
        });
        assertThat(comparison.radius().runtime()).isEqualTo(2);
        assertThat(comparison.radius().reloads()).isZero();
    }

    @Test
    void nodesJoinAndLeave() throws IOException {
        Comparison comparison = change(text -> text.replace("name: node-b", "name: node-c")
                .replace("10.20.2.10", "10.20.3.10")
                .replace("eni-0b0", "eni-0c0"));

        assertThat(comparison.nodes())
                .extracting(node -> node.node() + " " + node.action())
                .containsExactly("node-a NOTHING", "node-c JOINS", "node-b LEAVES");
    }

    @Test
    void whatARuleDoesBesidesForwardingIsToldInWords() throws IOException {
        Comparison comparison = change(text -> text.replace("    - name: version-1\n", """
                    - name: version-1
                      timeouts: {request: 10s}
                      retry: {attempts: 2, codes: [503]}
                      filters:
                        - {type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /shop}}}
                        - {type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: X-Shop, value: "1"}]}}
                """));

        assertThat(comparison.items())
                .singleElement()
                .satisfies(
                        item -> assertThat(item.details())
                                .containsExactly(
                                        "+ at edge/public/http, host shop.example.com, every path: 2 retries after 503",
                                        "+ at edge/public/http, host shop.example.com, every path: request header X-Shop set to \"1\"",
                                        "+ at edge/public/http, host shop.example.com, every path: request timeout 10s",
                                        "+ at edge/public/http, host shop.example.com, every path: rewrite to path /shop… instead of /…"));
        assertThat(comparison.traffic())
                .extracting(Comparison.Traffic::sentence)
                .containsExactly("requests to shop.example.com go to shop/shop-v1:80 as before, treated in another way"
                        + " (rewrite, request headers, timeouts, retries)");
    }

    @Test
    void connectionsCountAsWell() throws IOException {
        String tcp = """
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: db, namespace: edge}
                spec:
                  gatewayClassName: pointsman
                  addresses: [{value: 10.99.0.10}]
                  listeners: [{name: db, protocol: TCP, port: 5432, allowedRoutes: {namespaces: {from: All}}}]
                ---
                apiVersion: gateway.networking.k8s.io/v1alpha2
                kind: TCPRoute
                metadata: {name: db, namespace: status}
                spec:
                  parentRefs: [{name: db, namespace: edge}]
                  rules: [{backendRefs: [{name: status, port: 80}]}]
                """;
        UnaryOperator<String> with = text -> text.contains("kind: GatewayClass") ? text + tcp : text;
        Comparison comes = PlanComparison.of(Optional.of(plan(UnaryOperator.identity())), plan(with));
        Comparison goes = PlanComparison.of(Optional.of(plan(with)), plan(UnaryOperator.identity()));

        assertThat(comes.traffic())
                .extracting(Comparison.Traffic::sentence)
                .containsExactly("connections to 10.99.0.10:5432 go to status/status:80 instead of being refused");
        assertThat(goes.traffic())
                .extracting(Comparison.Traffic::sentence)
                .containsExactly("connections to 10.99.0.10:5432 are refused instead of going to status/status:80");
        assertThat(comes.radius().rules()).isEqualTo(1);
        assertThat(comes.radius().allRules()).isEqualTo(9);
    }

    @Test
    void withoutAnythingBeforeEverythingIsNew() throws IOException {
        Comparison comparison = PlanComparison.of(Optional.empty(), plan(UnaryOperator.identity()));

        assertThat(comparison.items())
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.action()).isEqualTo(Comparison.Action.ADDED));
        assertThat(comparison.routes())
                .extracting(Comparison.VpcRoute::action)
                .containsExactly(Comparison.VpcRoute.Action.CREATED);
    }

    @Test
    void programsGetEverything() throws IOException {
        String json = ChangeJson.render(change(text -> text.replace("weight: 10\n", "weight: 0\n")))
                .replaceAll("\\s+", " ");

        assertThat(json)
                .startsWith("{ \"change\" : true, \"radius\" : { \"rules\" : 1, \"allRules\" : 8,")
                .contains("\"traffic\" : [ { \"who\" : \"requests to search.example.com\","
                        + " \"before\" : \"instead of search/search-stable:80 (90 %) or search/search-canary:80 (10 %)\","
                        + " \"after\" : \"go to search/search-stable:80\"")
                .contains("{ \"node\" : \"node-a\", \"action\" : \"reload\"");
    }

    @Test
    void markdownLetsNoNameBecomeMarkup() throws IOException {
        String markdown = ChangeText.markdown(change(text -> text.replace("value: v2", "value: \"[x](y)<b>@all\"")));

        assertThat(markdown)
                .contains("#### Traffic")
                .contains("\\[x\\]\\(y\\)\\<b\\>\\@all")
                .contains("\n  - \\- at edge/public/http")
                .doesNotContain("- [x]");
    }
}
