package dev.pointsman.pipeline.vpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.vpc.document.VpcDocumentReader;
import dev.pointsman.pipeline.vpc.document.VpcDocumentWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VpcDocumentTest {

    private static final Path BASE = Path.of(System.getProperty("pointsman.project"), "docs/findings/base/vpc.json");

    @TempDir
    private Path folder;

    private VpcFacts read(String... texts) throws IOException {
        List<Path> files = new java.util.ArrayList<>();
        for (String text : texts) {
            files.add(Files.writeString(folder.resolve(files.size() + ".json"), text));
        }
        return VpcDocumentReader.read(files);
    }

    private void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IOException.class)
                .hasMessage("failed to read a VPC from \"" + folder.resolve("0.json") + "\": " + reason);
    }

    @Test
    void whatIsWrittenIsReadAgainAsItWas() throws IOException {
        VpcFacts facts = VpcDocumentReader.read(List.of(BASE));

        assertThat(facts.vpcs()).hasSize(1);
        assertThat(VpcDocumentReader.parse(VpcDocumentWriter.write(facts))).isEqualTo(facts);
    }

    @Test
    void everyKindOfTargetAndPermissionIsReadAgainAsItWas() throws IOException {
        VpcFacts facts = read("""
                {"RouteTables": [{"VpcId": "vpc-1", "RouteTableId": "rtb-1", "Associations": [{"Main": true}, {"GatewayId": "igw-1"}],
                    "Tags": [{"Key": "a", "Value": "b"}], "Routes": [
                      {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local"},
                      {"DestinationCidrBlock": "10.1.0.0/16", "NatGatewayId": "nat-1", "State": "blackhole"},
                      {"DestinationCidrBlock": "10.2.0.0/16", "TransitGatewayId": "tgw-1"},
                      {"DestinationCidrBlock": "10.3.0.0/16", "VpcPeeringConnectionId": "pcx-1"},
                      {"DestinationCidrBlock": "10.4.0.0/16", "GatewayId": "vgw-1", "Origin": "EnableVgwRoutePropagation"},
                      {"DestinationCidrBlock": "10.5.0.0/16", "InstanceId": "i-1", "NetworkInterfaceId": "eni-1"},
                      {"DestinationIpv6CidrBlock": "::/0", "GatewayId": "igw-1"},
                      {"DestinationPrefixListId": "pl-1", "GatewayId": "vpce-1"}]}],
                 "SecurityGroups": [{"VpcId": "vpc-1", "GroupId": "sg-1", "IpPermissions": [
                      {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "sg-1"}]},
                      {"IpProtocol": "icmp", "FromPort": -1, "ToPort": -1, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}],
                    "IpPermissionsEgress": [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 81, "PrefixListIds": [{"PrefixListId": "pl-1"}]}]}],
                 "VpcPeeringConnections": [{"VpcPeeringConnectionId": "pcx-1", "Status": {"Code": "deleted"},
                    "RequesterVpcInfo": {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}, "AccepterVpcInfo": {"VpcId": "vpc-2"}}]}
                """);

        assertThat(facts.vpc("vpc-1").orElseThrow().routeTables().get("rtb-1").routes())
                .extracting(Route::target)
                .containsExactly("local", "nat-1", "tgw-1", "pcx-1", "vgw-1", "eni-1");
        assertThat(facts.activePeerings("vpc-1")).isEmpty();
        assertThat(facts.knows(Section.SUBNETS)).isFalse();
        assertThat(VpcDocumentReader.parse(VpcDocumentWriter.write(facts))).isEqualTo(facts);
    }

    @Test
    void filesAddUp() throws IOException {
        VpcFacts facts = read(
                "{\"Vpcs\": [{\"VpcId\": \"vpc-1\", \"CidrBlock\": \"10.0.0.0/16\"}]}",
                "{\"Subnets\": [{\"VpcId\": \"vpc-1\", \"SubnetId\": \"subnet-1\", \"CidrBlock\": \"10.0.1.0/24\","
                        + " \"AvailabilityZone\": \"eu-central-1a\"}]}");

        assertThat(facts.known()).containsExactly(Section.VPCS, Section.SUBNETS);
        assertThat(facts.vpc("vpc-1").orElseThrow().cidrs()).containsExactly(Ipv4Block.around("10.0.0.0/16"));
        assertThat(facts.vpc("vpc-1").orElseThrow().subnets()).containsOnlyKeys("subnet-1");
    }

    @Test
    void aRangeThatLeftTheVpcIsNone() throws IOException {
        VpcFacts facts = read("""
                {"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "CidrBlockAssociationSet": [
                    {"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}},
                    {"CidrBlock": "10.1.0.0/16", "CidrBlockState": {"State": "associating"}},
                    {"CidrBlock": "10.2.0.0/16", "CidrBlockState": {"State": "disassociated"}}]}]}
                """);

        assertThat(facts.vpc("vpc-1").orElseThrow().cidrs())
                .containsExactly(Ipv4Block.around("10.0.0.0/16"), Ipv4Block.around("10.1.0.0/16"));
    }

    @Test
    void whatIsWrongIsToldWithItsPlace() {
        assertRefused(
                "{\"Vpcs\": [\n", "it is not JSON (line 2, column 1); aws ec2 prints JSON with \"--output json\"");
        assertRefused(
                "{\"vpcs\": []}",
                "it holds none of Vpcs, Subnets, RouteTables, NetworkInterfaces, Reservations, SecurityGroups,"
                        + " VpcPeeringConnections; write it with \"pointsman snapshot\", or with \"aws ec2"
                        + " describe-route-tables\" and the like");
        assertRefused(
                "{\"RouteTables\": [], \"NextToken\": \"abc\"}",
                "it holds only a part, because it has a \"NextToken\"; let aws ec2 page through all of it");
        assertRefused(
                "{\"RouteTables\": [{\"VpcId\": \"vpc-1\", \"RouteTableId\": \"rtb-1\", \"Routes\": [{\"DestinationCidrBlock\":"
                        + " \"10.0.0/16\"}]}]}",
                "RouteTables[0].Routes[0].DestinationCidrBlock: \"10.0.0/16\" is not a block of IPv4 addresses");
        assertRefused("{\"Subnets\": [{\"VpcId\": \"vpc-1\"}]}", "Subnets[0].SubnetId is missing");
        assertRefused("{\"Subnets\": {}}", "Subnets is not a list");
        assertRefused("{\"Subnets\": [1]}", "Subnets[0] is not an object");
        assertRefused("{\"Subnets\": [{\"VpcId\": 1}]}", "Subnets[0].VpcId is not a text");
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        Path nowhere = folder.resolve("nowhere.json");
        assertThatThrownBy(() -> VpcDocumentReader.read(List.of(nowhere)))
                .hasMessage("failed to read a VPC from \"" + nowhere + "\": there is no such file");
    }

    @Test
    void blocksOfAddressesContainAndOverlap() {
        assertThat(Ipv4Block.around("10.20.3.4/16")).hasToString("10.20.0.0/16");
        assertThat(Ipv4Block.around("10.20.3.4")).hasToString("10.20.3.4/32");
        assertThat(Ipv4Block.ALL.contains(Ipv4Block.around("255.255.255.255"))).isTrue();
        assertThat(Ipv4Block.around("10.20.0.0/16").contains(Ipv4Block.around("10.20.255.0/24")))
                .isTrue();
        assertThat(Ipv4Block.around("10.20.0.0/16").contains(Ipv4Block.around("10.0.0.0/8")))
                .isFalse();
        assertThat(Ipv4Block.around("10.20.0.0/16").overlaps(Ipv4Block.around("10.0.0.0/8")))
                .isTrue();
        assertThat(Ipv4Block.around("10.20.0.0/16").overlaps(Ipv4Block.around("10.21.0.0/16")))
                .isFalse();
        assertThatThrownBy(() -> Ipv4Block.around("10.20.0.256/16")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ipv4Block.around("10.20.0.0/33")).isInstanceOf(IllegalArgumentException.class);
    }
}
