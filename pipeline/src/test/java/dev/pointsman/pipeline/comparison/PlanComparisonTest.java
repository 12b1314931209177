package dev.pointsman.pipeline.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import dev.pointsman.pipeline.comparison.show.ChangeJson;
import dev.pointsman.pipeline.comparison.show.ChangeText;
import dev.pointsman.pipeline.compile.Compilation;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.compile.DefinitionFolder;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.plan.Plan;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said about changes of the example, which people would make. */
class PlanComparisonTest {

    private static final Path EXAMPLE = Path.of(System.getProperty("pointsman.project"), "lb-definitions");

    private static Plan plan(UnaryOperator<String> change) throws IOException {
        List<DefinitionFile> files = DefinitionFolder.read(EXAMPLE).files().stream()
                .filter(file -> !file.path().endsWith("tests.yaml"))
                .map(file -> new DefinitionFile(file.path(), change.apply(file.text())))
                .toList();
        Compilation compilation = DefinitionCompiler.compile(new DefinitionSet(files, List.of()));
        assertThat(compilation).as("%s", compilation.findings()).isInstanceOf(Compilation.Accepted.class);
        return ((Compilation.Accepted) compilation).plan();
    }

    private static Comparison change(UnaryOperator<String> change) throws IOException {
        return PlanComparison.of(Optional.of(plan(UnaryOperator.identity())), plan(change));
    }

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
                  node-a: reload (route HTTPRoute shop/shop is changed)
                  node-b: reload (route HTTPRoute shop/shop is changed)

                => Reach: 4 of 10 rules and 1 of 4 hosts answered in another way, 2 of 2 nodes reloaded, 0 VPC routes changed.
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
            assertThat(node.action()).isEqualTo(Comparison.NodeStep.Action.RELOAD);
            assertThat(node.install()).isEmpty();
        });
    }

    @Test
    void anotherAddressMovesVpcRoutesAndNeedsRoot() throws IOException {
        Comparison comparison = change(text -> text.replace("10.99.0.10", "10.99.0.11"));

        assertThat(ChangeText.text(comparison))
                .contains("connections to 10.99.0.10:80 are refused, where today edge/public/http listens")
                .contains("connections to 10.99.0.11:80 are taken by edge/public/http, where nobody listens today")
                .contains("Run \"pointsman install\" there as root:")
                .contains("the machine needs the VIP 10.99.0.11")
                .contains("removed 10.99.0.10/32 in every route table (lab): no Gateway has this address any more")
                .contains("created 10.99.0.11/32 in every route table (lab): a Gateway has this address now");
    }

    @Test
    void theOrderOfNodesMovesVpcRoutes() throws IOException {
        String a =
                "    - name: node-a\n      zone: eu-central-1a\n      address: 10.20.1.10\n      interfaceId: eni-0a000000000000010\n";
        String b =
                "    - name: node-b\n      zone: eu-central-1b\n      address: 10.20.2.10\n      interfaceId: eni-0b000000000000010\n";
        Comparison comparison = change(text -> text.replace(a + b, b + a));

        assertThat(comparison.routes())
                .containsExactly(new Comparison.VpcRoute(
                        "lab",
                        "10.99.0.10/32",
                        "every route table",
                        Comparison.VpcRoute.Action.REPLACED,
                        "it points at node-b instead of node-a while all nodes are well"));
        assertThat(comparison.nodes()).allSatisfy(node -> {
            assertThat(node.action()).isEqualTo(Comparison.NodeStep.Action.NOTHING);
            assertThat(node.install()).containsExactly("keepalived.conf changes");
        });
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
                .doesNotContain("- [x]");
    }
}
