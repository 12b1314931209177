package dev.pointsman.pipeline.vpc.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.pointsman.pipeline.compile.CompileOptions;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.vpc.VpcOverlay;
import dev.pointsman.pipeline.vpc.document.VpcDocumentReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each rule about the VPC at its edges: what else it has to find than the example on its page in docs/findings, and what it has to let pass.
 *
 * <p>The VPC and the definitions are those of docs/findings/base, about which there is nothing to say.
 */
class VpcRulesTest {

    private static final Path BASE = Path.of(System.getProperty("pointsman.project"), "docs/findings/base");
    private static final String VPC = "\"VpcId\": \"vpc-0123456789abcdef0\"";

    private final List<String[]> edits = new ArrayList<>();
    private OptionalInt quota = OptionalInt.empty();

    /** Changes the definitions. */
    private VpcRulesTest with(String text, String replacement) {
        edits.add(new String[] {text, replacement});
        return this;
    }

    private VpcRulesTest withQuota(int entries) {
        quota = OptionalInt.of(entries);
        return this;
    }

    /** What is found, each as {@code code: message}, with single quotes for double ones and without the full stop. */
    private List<String> findings(String overlay) throws IOException {
        List<DefinitionFile> files = new ArrayList<>();
        for (String name : List.of("fleet.yaml", "gateway.yaml", "route.yaml", "services.yaml")) {
            String text = Files.readString(BASE.resolve(name));
            for (String[] edit : edits) {
                text = text.replace(edit[0], edit[1]);
            }
            files.add(new DefinitionFile(name, text));
        }
        String facts = VpcOverlay.lay(Files.readString(BASE.resolve("vpc.json")), overlay.replace('\'', '"'));
        return DefinitionCompiler.check(
                        new DefinitionSet(files, List.of()),
                        CompileOptions.defaults(),
                        VpcDocumentReader.parse(facts),
                        quota)
                .findings()
                .stream()
                .map(finding -> finding.code() + ": " + message(finding))
                .toList();
    }

    private static String message(Finding finding) {
        return finding.message().replace('"', '\'').replaceFirst("\\.$", "");
    }

    /** The route table of zone a, whose subnets have clients, with an entry more. */
    private static String tableWith(String route) {
        return "{'RouteTables': [{" + VPC + ", 'RouteTableId': 'rtb-0a000000000000001', 'Associations': ["
                + "{'Main': false, 'SubnetId': 'subnet-0a000000000000001'},"
                + "{'Main': false, 'SubnetId': 'subnet-0a000000000000011'}], 'Routes': ["
                + "{'DestinationCidrBlock': '10.20.0.0/16', 'GatewayId': 'local'}, " + route + "]}]}";
    }

    private static String nodesInterface(String more) {
        return "{'NetworkInterfaces': [{" + VPC + ", 'NetworkInterfaceId': 'eni-0a000000000000010',"
                + " 'SubnetId': 'subnet-0a000000000000001', 'AvailabilityZone': 'eu-central-1a',"
                + " 'PrivateIpAddresses': [{'PrivateIpAddress': '10.20.1.10'}], 'Groups': [{'GroupId': 'sg-00000000000000001'}],"
                + more + "}]}";
    }

    /** The nodes' security group. */
    private static String nodesGroup(String ingress, String egress) {
        return group("sg-00000000000000001", ingress, egress);
    }

    private static String clientsGroup(String egress) {
        return group("sg-00000000000000002", "", egress);
    }

    private static String group(String id, String ingress, String egress) {
        return "{'SecurityGroups': [{" + VPC + ", 'GroupId': '" + id + "', 'IpPermissions': [" + ingress
                + "], 'IpPermissionsEgress': [" + egress + "]}]}";
    }

    private static final String EVERYTHING = "{'IpProtocol': '-1', 'IpRanges': [{'CidrIp': '0.0.0.0/0'}]}";
    private static final String AMONG_NODES =
            "{'IpProtocol': '-1', 'UserIdGroupPairs': [{'GroupId': 'sg-00000000000000001'}]}";

    private static String tcp(int port, String from) {
        return "{'IpProtocol': 'tcp', 'FromPort': " + port + ", 'ToPort': " + port + ", 'IpRanges': [{'CidrIp': '"
                + from + "'}]}";
    }

    // The VIP

    @Test
    void aVipMayLieInNoneOfTheVpcsRanges() throws IOException {
        assertThat(findings("{'Vpcs': [{" + VPC + ", 'CidrBlock': '10.20.0.0/16', 'CidrBlockAssociationSet': ["
                        + "{'CidrBlock': '10.20.0.0/16'}, {'CidrBlock': '10.99.0.0/20'}]}]}"))
                .singleElement()
                .asString()
                .startsWith(
                        "vip-in-vpc: '10.99.0.10/32' lies in the range 10.99.0.0/20 of VPC 'vpc-0123456789abcdef0'");
    }

    @Test
    void whereTheVpcWasNotDescribedItsTablesTellItsRanges() throws IOException {
        assertThat(with("10.99.0.10", "10.20.200.1").findings("{'Vpcs': null}"))
                .anyMatch(found -> found.startsWith("vip-in-vpc: '10.20.200.1/32' lies in the range 10.20.0.0/16"))
                .anyMatch(found -> found.startsWith("vpc-incomplete: "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.7.7", "127.0.0.9", "224.0.0.18", "0.0.0.0", "255.255.255.255"})
    void aVipOfAReservedOrLinkLocalRangeIsRefused(String vip) throws IOException {
        assertThat(with("10.99.0.10", vip).findings("{}"))
                .anyMatch(found -> found.startsWith("unusable-address: ") && found.contains(vip));
    }

    @Test
    void aBlockOfVipsIsJudgedWhole() throws IOException {
        assertThat(with("routeTables:", "vipRange: 10.99.0.0/24\n  routeTables:")
                        .findings(tableWith("{'DestinationCidrBlock': '10.99.0.77/32', 'TransitGatewayId': 'tgw-1'}")))
                .singleElement()
                .asString()
                .startsWith("route-elsewhere: route table 'rtb-0a000000000000001' has an entry for 10.99.0.77/32");
    }

    // Entries that are there

    @ParameterizedTest
    @CsvSource({
        "GatewayId, igw-1",
        "GatewayId, vgw-1",
        "GatewayId, vpce-1",
        "NatGatewayId, nat-1",
        "TransitGatewayId, tgw-1",
        "VpcPeeringConnectionId, pcx-1",
        "LocalGatewayId, lgw-1",
        "CarrierGatewayId, cagw-1",
        "CoreNetworkArn, arn:aws:networkmanager::111122223333:core-network/core-network-1"
    })
    void anEntryForTheVipThatPointsElsewhereIsRefused(String field, String target) throws IOException {
        assertThat(findings(tableWith("{'DestinationCidrBlock': '10.99.0.10/32', '" + field + "': '" + target + "'}")))
                .singleElement()
                .asString()
                .startsWith("route-elsewhere: ")
                .contains("points at '" + target + "'");
    }

    @Test
    void anEntryAtAMachineOutsideTheFleetIsToldWithWhereThatIs() throws IOException {
        assertThat(
                        findings(
                                tableWith(
                                        "{'DestinationCidrBlock': '10.99.0.10/32', 'NetworkInterfaceId': 'eni-0c000000000000011', 'InstanceId': 'i-1'}")))
                .containsExactly(
                        "route-outside-fleet: route table 'rtb-0a000000000000001' has an entry for 10.99.0.10/32 that"
                                + " points at 'eni-0c000000000000011', which is no node's of the fleet; the fleet will take it over");
        assertThat(findings(tableWith(
                        "{'DestinationCidrBlock': '10.99.0.10/32', 'NetworkInterfaceId': 'eni-0d000000000000000'}")))
                .singleElement()
                .asString()
                .contains("which is not in the VPC any more, nor a node's of the fleet");
    }

    @Test
    void anEntryAtANodeIsRightUnlessItIsABlackhole() throws IOException {
        String entry =
                "{'DestinationCidrBlock': '10.99.0.10/32', 'NetworkInterfaceId': 'eni-0b000000000000010', 'State': '%s'}";
        assertThat(findings(tableWith(entry.formatted("active")))).isEmpty();
        assertThat(findings(tableWith(entry.formatted("blackhole"))))
                .singleElement()
                .asString()
                .startsWith("blackhole: route table 'rtb-0a000000000000001' has an entry for 10.99.0.10/32")
                .contains("packets for the VIP are lost");
    }

    @Test
    void aCoveringEntryIsToldUnlessItIsTheDefault() throws IOException {
        assertThat(findings(tableWith("{'DestinationCidrBlock': '10.96.0.0/11', 'TransitGatewayId': 'tgw-1'}")))
                .singleElement()
                .asString()
                .startsWith("covering-route: '10.99.0.10/32' lies in 10.96.0.0/11");
        assertThat(findings(tableWith("{'DestinationCidrBlock': '0.0.0.0/0', 'NatGatewayId': 'nat-1'}")))
                .isEmpty();
        assertThat(findings(tableWith("{'DestinationCidrBlock': '10.98.0.0/16', 'TransitGatewayId': 'tgw-1'}")))
                .isEmpty();
    }

    // Route tables

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ids: [rtb-0a000000000000001, rtb-0b000000000000001, rtb-0f000000000000001]|true",
                "tags: {vips: here}|true",
                "all: true|false"
            })
    void aTableOfAGatewayIsRefusedWhereItWasMeantAndPassedOverElsewhere(String selection, boolean isRefused)
            throws IOException {
        String tables = "{'RouteTables': [%s]}"
                .formatted(IntStream.of(0xa, 0xb, 0xf)
                        .mapToObj(Integer::toHexString)
                        .map(zone -> "{" + VPC + ", 'RouteTableId': 'rtb-0" + zone
                                + "000000000000001', 'Associations': ["
                                + (zone.equals("f")
                                        ? "{'GatewayId': 'igw-1'}"
                                        : "{'SubnetId': 'subnet-0" + zone + "000000000000001'}, {'SubnetId': 'subnet-0"
                                                + zone + "000000000000011'}")
                                + "], 'Tags': [{'Key': 'vips', 'Value': 'here'}], 'Routes': ["
                                + "{'DestinationCidrBlock': '10.20.0.0/16', 'GatewayId': 'local'}]}")
                        .collect(Collectors.joining(",")));

        assertThat(with("all: true", selection).findings(tables))
                .filteredOn(found -> found.startsWith("gateway-route-table: route table 'rtb-0f000000000000001'"))
                .hasSize(isRefused ? 1 : 0);
    }

    @Test
    void aSelectionWithoutTablesIsRefused() throws IOException {
        assertThat(with("all: true", "tags: {vips: nowhere}").findings("{}"))
                .anyMatch(found -> found.startsWith("route-table-not-found: no route table of VPC"));
        edits.clear();
        assertThat(with("all: true", "ids: [rtb-0a000000000000001, rtb-0b000000000000001, rtb-0e000000000000001]")
                        .findings("{}"))
                .singleElement()
                .asString()
                .endsWith("has no route table 'rtb-0e000000000000001'");
    }

    private static String tableWithEntries(int entries, String last) {
        return tableWith(IntStream.range(0, entries - 2)
                        .mapToObj(i -> "{'DestinationCidrBlock': '10." + (100 + i / 250) + "." + i % 250
                                + ".0/24', 'TransitGatewayId': 'tgw-1'}")
                        .collect(Collectors.joining(","))
                + "," + last);
    }

    @Test
    void aTableNeedsRoomForWhatIsMissing() throws IOException {
        String other = "{'DestinationCidrBlock': '10.98.0.0/16', 'TransitGatewayId': 'tgw-1'}";
        assertThat(findings(tableWithEntries(49, other))).isEmpty();
        assertThat(findings(tableWithEntries(50, other)))
                .containsExactly(
                        "route-quota-unknown: route table 'rtb-0a000000000000001' has 50 entries and gets 1 more;"
                                + " older accounts may have 50");
        assertThat(findings(tableWithEntries(1000, other)))
                .containsExactly(
                        "route-quota: route table 'rtb-0a000000000000001' has 1000 entries and gets 1 more; it may have 1000");
        assertThat(withQuota(50).findings(tableWithEntries(50, other)))
                .singleElement()
                .asString()
                .startsWith("route-quota: ");
        assertThat(withQuota(51).findings(tableWithEntries(50, other))).isEmpty();
    }

    @Test
    void noRoomIsNeededForAnEntryThatIsThereNorTakenByThoseThatAVpnPropagates() throws IOException {
        assertThat(
                        withQuota(50)
                                .findings(
                                        tableWithEntries(
                                                50,
                                                "{'DestinationCidrBlock': '10.99.0.10/32', 'NetworkInterfaceId': 'eni-0a000000000000010'}")))
                .isEmpty();
        assertThat(
                        withQuota(50)
                                .findings(
                                        tableWithEntries(
                                                50,
                                                "{'DestinationCidrBlock': '10.98.0.0/16', 'GatewayId': 'vgw-1', 'Origin': 'EnableVgwRoutePropagation'}")))
                .isEmpty();
    }

    @Test
    void aSubnetWhoseTableIsNotSelectedIsToldAlsoWhenItsTableIsImplied() throws IOException {
        assertThat(with("all: true", "ids: [rtb-0a000000000000001]").findings("{}"))
                .containsExactly(
                        "subnet-not-covered: clients in subnets subnet-0b000000000000001, subnet-0b000000000000011"
                                + " cannot reach the VIPs: their packets go by route table rtb-0b000000000000001, which the Fleet does"
                                + " not select");
        String implied = "{'Subnets': [{" + VPC
                + ", 'SubnetId': 'subnet-0c000000000000001', 'CidrBlock': '10.20.3.0/24',"
                + " 'AvailabilityZone': 'eu-central-1c'}]}";
        assertThat(findings(implied))
                .anyMatch(found -> found.contains("clients in subnet subnet-0c000000000000001 cannot reach")
                        && found.contains("rtb-00000000000000001, the main one"));
        edits.clear();
        assertThat(findings(implied)).as("the main table is one of all").isEmpty();
    }

    // Nodes

    @Test
    void aNodeThatIsNotInTheVpcIsToldWithTheVpcThatItIsIn() throws IOException {
        assertThat(
                        with("eni-0a000000000000010", "eni-0e000000000000010")
                                .findings(
                                        "{'NetworkInterfaces': [{'VpcId': 'vpc-0999', 'NetworkInterfaceId': 'eni-0e000000000000010',"
                                                + " 'SubnetId': 'subnet-1', 'AvailabilityZone': 'eu-central-1a', 'PrivateIpAddresses': []}]}"))
                .anyMatch(
                        found -> found.startsWith(
                                "node-not-in-vpc: VPC 'vpc-0123456789abcdef0' has no network interface 'eni-0e000000000000010'"));
    }

    @Test
    void aNodesZoneAndAddressAreThoseOfItsInterface() throws IOException {
        assertThat(with("zone: eu-central-1a, address: 10.20.1.10", "zone: eu-central-1c, address: 10.20.1.11")
                        .findings("{}"))
                .anyMatch(
                        found -> found.startsWith(
                                "node-mismatch: network interface 'eni-0a000000000000010' is in zone 'eu-central-1a', not 'eu-central-1c'"))
                .anyMatch(
                        found -> found.startsWith(
                                "node-mismatch: network interface 'eni-0a000000000000010' does not have the address '10.20.1.11'"));
    }

    @Test
    void anInterfaceOfNoInstanceIsABlackhole() throws IOException {
        assertThat(findings(nodesInterface("'SourceDestCheck': false")))
                .containsExactly(
                        "blackhole: network interface 'eni-0a000000000000010' is attached to no instance, so an entry"
                                + " that points at it is a blackhole");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "shutting-down", "terminated", "stopping", "stopped"})
    void anInstanceThatDoesNotRunIsABlackhole(String state) throws IOException {
        assertThat(findings("{'Reservations': [{'Instances': [{" + VPC + ", 'InstanceId': 'i-0b000000000000010',"
                        + " 'State': {'Name': '" + state + "'}}]}]}"))
                .singleElement()
                .asString()
                .startsWith("blackhole: instance 'i-0b000000000000010'")
                .contains("is '" + state + "'");
    }

    @Test
    void aSourceDestinationCheckThatIsOnIsTold() throws IOException {
        assertThat(findings(
                        nodesInterface("'SourceDestCheck': true, 'Attachment': {'InstanceId': 'i-0a000000000000010'}")))
                .containsExactly(
                        "source-destination-check: the source/destination check of 'eni-0a000000000000010' is on, so"
                                + " EC2 drops every packet for a VIP");
    }

    @Test
    void allNodesInOneZoneAreTold() throws IOException {
        assertThat(with("zone: eu-central-1b", "zone: eu-central-1a").findings("{}"))
                .anyMatch(found -> found.startsWith("one-zone: "));
    }

    // Security groups

    @Test
    void vrrpHasToComeInAndGoOutAtEveryNode() throws IOException {
        String web = tcp(80, "10.20.0.0/16");
        String report = tcp(9180, "10.20.0.0/16");
        assertThat(findings(nodesGroup(web + "," + report, EVERYTHING)))
                .hasSize(2)
                .allMatch(found -> found.startsWith("vrrp-blocked: ") && found.contains("VRRP (protocol 112) in from"));
        assertThat(findings(nodesGroup(AMONG_NODES + "," + web, report)))
                .hasSize(2)
                .allMatch(found -> found.startsWith("vrrp-blocked: ") && found.contains("VRRP (protocol 112) out to"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'IpProtocol': '112', 'UserIdGroupPairs': [{'GroupId': 'sg-00000000000000001'}]}",
                "{'IpProtocol': '112', 'IpRanges': [{'CidrIp': '10.20.1.10/32'}, {'CidrIp': '10.20.2.10/32'}]}",
                "{'IpProtocol': '-1', 'IpRanges': [{'CidrIp': '10.20.0.0/22'}]}",
                "{'IpProtocol': '112', 'PrefixListIds': [{'PrefixListId': 'pl-1'}]}"
            })
    void vrrpMayBeLetInByGroupByAddressOrWithEverything(String permission) throws IOException {
        assertThat(findings(nodesGroup(
                        permission + "," + tcp(80, "10.20.0.0/16") + "," + tcp(9180, "10.20.0.0/16"), EVERYTHING)))
                .isEmpty();
    }

    @Test
    void whatAnotherAccountsGroupsSayIsNotKnownAndNotTold() throws IOException {
        assertThat(findings(
                        nodesInterface("'SourceDestCheck': false, 'Attachment': {'InstanceId': 'i-0a000000000000010'}")
                                .replace("sg-00000000000000001", "sg-0ffffffffffffffff")))
                .noneMatch(found -> found.contains("node 'node-a' (sg-0ffffffffffffffff)"));
    }

    @Test
    void theAgentsHaveToReachEachOther() throws IOException {
        String permissions =
                "{'IpProtocol': '112', 'IpRanges': [{'CidrIp': '10.20.0.0/16'}]}," + tcp(80, "10.20.0.0/16");
        assertThat(findings(nodesGroup(permissions, EVERYTHING)))
                .hasSize(2)
                .allMatch(found -> found.startsWith("report-blocked: ") && found.contains("TCP 9180 in from"));
        assertThat(with("routeTables:", "report: {port: 80}\n  routeTables:")
                        .findings(nodesGroup(permissions, EVERYTHING)))
                .isEmpty();
    }

    @Test
    void clientsOfEverySubnetHaveToReachTheListenersPort() throws IOException {
        assertThat(findings(nodesGroup(AMONG_NODES, EVERYTHING)))
                .containsExactly("listener-blocked: the nodes' security groups let nobody in on TCP 80 from subnet"
                        + " subnet-0a000000000000011 (10.20.11.0/24) at 'node-a', 'node-b'");
        assertThat(findings(nodesGroup(AMONG_NODES + "," + tcp(80, "10.20.11.128/25"), EVERYTHING)))
                .isEmpty();
        assertThat(findings(nodesGroup(
                        AMONG_NODES + ",{'IpProtocol': 'tcp', 'FromPort': 80, 'ToPort': 90,"
                                + " 'UserIdGroupPairs': [{'GroupId': 'sg-00000000000000002'}]}",
                        EVERYTHING)))
                .isEmpty();
        assertThat(findings(nodesGroup(AMONG_NODES + "," + tcp(443, "0.0.0.0/0"), EVERYTHING)))
                .singleElement()
                .asString()
                .startsWith("listener-blocked: ");
    }

    @Test
    void aClientThatMaySpeakToTheVpcAndNotToTheVipIsTold() throws IOException {
        assertThat(findings(clientsGroup(tcp(80, "10.20.0.0/16"))))
                .containsExactly(
                        "egress-blocked: security groups let eni-0c000000000000011 out on TCP 80 to the VPC, but not to"
                                + " '10.99.0.10/32', which lies outside it: sg-00000000000000002");
        assertThat(findings(clientsGroup("{'IpProtocol': 'tcp', 'FromPort': 80, 'ToPort': 80,"
                        + " 'UserIdGroupPairs': [{'GroupId': 'sg-00000000000000001'}]}")))
                .as("a rule that names the nodes' group does not reach the VIP, which is no address of theirs")
                .singleElement()
                .asString()
                .startsWith("egress-blocked: ");
    }

    @Test
    void aClientThatMayReachTheVipOrNobodyIsNot() throws IOException {
        assertThat(findings(clientsGroup(tcp(80, "10.20.0.0/16") + "," + tcp(80, "10.99.0.0/24"))))
                .isEmpty();
        assertThat(findings(clientsGroup(tcp(5432, "10.20.0.0/16")))).isEmpty();
        assertThat(findings(clientsGroup(""))).isEmpty();
    }

    // Other VPCs

    private static String peering(String status) {
        return "{'VpcPeeringConnections': [{'VpcPeeringConnectionId': 'pcx-1', 'Status': {'Code': '" + status
                + "'}, 'RequesterVpcInfo': {'VpcId': 'vpc-0123456789abcdef0', 'CidrBlock': '10.20.0.0/16'},"
                + " 'AccepterVpcInfo': {'VpcId': 'vpc-0999', 'CidrBlock': '10.30.0.0/16'}}]";
    }

    private static String lettingIn(String block) {
        return ","
                + nodesGroup(AMONG_NODES + "," + tcp(80, "10.20.0.0/16") + "," + tcp(80, block), EVERYTHING)
                        .substring(1);
    }

    @Test
    void clientsBehindAPeeringThatWereMeantToReachTheVipCannot() throws IOException {
        assertThat(findings(peering("active") + lettingIn("10.30.7.0/24")))
                .singleElement()
                .asString()
                .startsWith(
                        "peering-cannot-reach: clients in VPC 'vpc-0999' cannot reach '10.99.0.10/32' through peering 'pcx-1'")
                .endsWith("the nodes' security groups let 10.30.7.0/24 in on TCP 80");
        assertThat(findings(peering("active") + ", 'RouteTables': [{'VpcId': 'vpc-0999', 'RouteTableId': 'rtb-0999',"
                        + " 'Associations': [], 'Routes': [{'DestinationCidrBlock': '10.99.0.0/16',"
                        + " 'VpcPeeringConnectionId': 'pcx-1'}]}]}"))
                .singleElement()
                .asString()
                .endsWith("route table 'rtb-0999' there sends it this way");
    }

    @Test
    void aPeeringThatNobodyMeantForTheVipIsNotTold() throws IOException {
        assertThat(findings(peering("active") + "}")).isEmpty();
        assertThat(findings(peering("deleted") + lettingIn("10.30.7.0/24"))).isEmpty();
        assertThat(findings(peering("active") + lettingIn("0.0.0.0/0"))).isEmpty();
    }
}
