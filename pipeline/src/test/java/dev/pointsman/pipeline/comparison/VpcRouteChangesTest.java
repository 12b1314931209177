package dev.pointsman.pipeline.comparison;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import dev.pointsman.pipeline.comparison.show.ChangeText;
import dev.pointsman.pipeline.vpc.document.VpcDocumentReader;
import org.junit.jupiter.api.Test;

import static dev.pointsman.pipeline.comparison.ChangedDefinitions.change;
import static dev.pointsman.pipeline.comparison.ChangedDefinitions.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Which entries of VPC route tables a change moves: in the Fleet's words, and by table where the VPC is known. */
class VpcRouteChangesTest {

    private static final String VPC = """
            {"Subnets": [
              {"VpcId": "vpc-0c1d2e3f4a5b6c7d8", "SubnetId": "subnet-0a", "CidrBlock": "10.20.1.0/24", "AvailabilityZone": "eu-central-1a"},
              {"VpcId": "vpc-0c1d2e3f4a5b6c7d8", "SubnetId": "subnet-0b", "CidrBlock": "10.20.2.0/24", "AvailabilityZone": "eu-central-1b"}],
             "RouteTables": [
              {"VpcId": "vpc-0c1d2e3f4a5b6c7d8", "RouteTableId": "rtb-0000000000000000a", "Routes": [],
               "Associations": [{"SubnetId": "subnet-0a"}], "Tags": [{"Key": "lb", "Value": "yes"}]},
              {"VpcId": "vpc-0c1d2e3f4a5b6c7d8", "RouteTableId": "rtb-0000000000000000b", "Routes": [],
               "Associations": [{"SubnetId": "subnet-0b"}], "Tags": []},
              {"VpcId": "vpc-0c1d2e3f4a5b6c7d8", "RouteTableId": "rtb-0000000000000000c", "Routes": [],
               "Associations": [{"GatewayId": "igw-0a"}], "Tags": []}]}
            """;

    private static List<String> routes(UnaryOperator<String> change) throws Exception {
        Comparison comparison = PlanComparison.of(
                Optional.of(plan(UnaryOperator.identity())), plan(change), Optional.of(VpcDocumentReader.parse(VPC)));
        assertThat(comparison.radius().vpcRoutes())
                .isEqualTo(comparison.routes().size());
        return comparison.routes().stream()
                .map(route -> route.action() + " " + route.destination() + " " + route.tables() + ": " + route.why())
                .toList();
    }

    @Test
    void whereTheVpcIsKnownEveryTableIsNamed() throws Exception {
        assertThat(routes(text -> text.replace("10.99.0.10", "10.99.0.11")))
                .containsExactly(
                        "REMOVED 10.99.0.10/32 rtb-0000000000000000a: no Gateway has this address any more",
                        "REMOVED 10.99.0.10/32 rtb-0000000000000000b: no Gateway has this address any more",
                        "CREATED 10.99.0.11/32 rtb-0000000000000000a: a Gateway has this address now; it points at node-a",
                        "CREATED 10.99.0.11/32 rtb-0000000000000000b: a Gateway has this address now; it points at node-a");
    }

    @Test
    void whereTheVpcIsKnownOnlyTablesThatPointElsewhereAreTold() throws Exception {
        assertThat(routes(text -> text.replace("affinity: Single", "affinity: Zonal")))
                .containsExactly("REPLACED 10.99.0.10/32 rtb-0000000000000000b:"
                        + " it points at node-b instead of node-a while all nodes are well");
    }

    @Test
    void anotherSelectionConcernsTheTablesInWhichItDiffers() throws Exception {
        assertThat(routes(text -> text.replace("    all: true", "    tags: {lb: \"yes\"}")))
                .containsExactly("REMOVED 10.99.0.10/32 rtb-0000000000000000b: the table is not selected any more");
        assertThat(routes(text ->
                        text.replace("    all: true", "    ids: [rtb-0000000000000000a, rtb-0000000000000000b]")))
                .isEmpty();
    }

    @Test
    void tablesToWhichTheSameHappensStandTogether() throws Exception {
        Comparison comparison = PlanComparison.of(
                Optional.empty(), plan(UnaryOperator.identity()), Optional.of(VpcDocumentReader.parse(VPC)));

        assertThat(ChangeText.text(comparison))
                .contains("created 10.99.0.10/32 in rtb-0000000000000000a, rtb-0000000000000000b (lab): a Gateway has")
                .contains(", 2 VPC routes changed.");
    }

    @Test
    void anotherAddressMovesVpcRoutesAndNeedsRoot() throws IOException {
        Comparison comparison = change(text -> text.replace("10.99.0.10", "10.99.0.11"));

        assertThat(ChangeText.text(comparison))
                .contains("connections to 10.99.0.10:80 are refused, where today edge/public/http listens")
                .contains("connections to 10.99.0.11:80 are taken by edge/public/http, where nobody listens today")
                .contains(
                        "run \"pointsman install\" there as root: keepalived.conf changes, the machine needs the VIP 10.99.0.11")
                .contains("removed 10.99.0.10/32 in every route table (lab): no Gateway has this address any more")
                .contains(
                        "created 10.99.0.11/32 in every route table (lab): a Gateway has this address now; it points at node-a");
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
    void zonesTakeTheirTablesOverFromTheWhole() throws IOException {
        Comparison comparison = change(text -> text.replace("affinity: Single", "affinity: Zonal"));

        assertThat(comparison.routes())
                .extracting(Comparison.VpcRoute::tables, Comparison.VpcRoute::action, Comparison.VpcRoute::why)
                .containsExactly(
                        tuple(
                                "every route table of zone eu-central-1a",
                                Comparison.VpcRoute.Action.REPLACED,
                                "route group eu-central-1a holds it instead of lab; it points at node-a while all nodes are well"),
                        tuple(
                                "every route table of zone eu-central-1b",
                                Comparison.VpcRoute.Action.REPLACED,
                                "route group eu-central-1b holds it instead of lab; it points at node-b while all nodes are well"));
    }

    @Test
    void aRangeTakesThePlaceOfItsAddresses() throws IOException {
        Comparison comparison =
                change(text -> text.replace("  affinity: Single\n", "  affinity: Single\n  vipRange: 10.99.0.0/24\n"));

        assertThat(comparison.routes())
                .extracting(Comparison.VpcRoute::destination, Comparison.VpcRoute::action, Comparison.VpcRoute::why)
                .containsExactly(
                        tuple(
                                "10.99.0.0/24",
                                Comparison.VpcRoute.Action.CREATED,
                                "it is the Fleet's range now; it points at node-a"),
                        tuple("10.99.0.10/32", Comparison.VpcRoute.Action.REMOVED, "10.99.0.0/24 takes its place"));
        assertThat(comparison.nodes())
                .allSatisfy(node ->
                        assertThat(node.install()).contains("the machine has to accept the range 10.99.0.0/24"));
    }
}
