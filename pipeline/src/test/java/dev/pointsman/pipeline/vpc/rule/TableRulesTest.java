package dev.pointsman.pipeline.vpc.rule;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The route tables that a Fleet selects: which of them may hold entries, whether they have room, and whom they leave out. */
class TableRulesTest extends JudgedVpc {

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

    private static String tableWithEntries(int entries, String last) {
        return tableWith(IntStream.range(0, entries - 2)
                        .mapToObj(i -> "{'DestinationCidrBlock': '10." + (100 + i / 250) + "." + i % 250
                                + ".0/24', 'TransitGatewayId': 'tgw-1'}")
                        .collect(Collectors.joining(","))
                + "," + last);
    }
}
