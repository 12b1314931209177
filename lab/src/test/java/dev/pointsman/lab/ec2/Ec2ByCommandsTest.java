package dev.pointsman.lab.ec2;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.metadata.MetadataEndpoint;
import dev.pointsman.lab.metadata.RoleCredentials;
import dev.pointsman.lab.vpc.Route.Target;
import dev.pointsman.lab.vpc.VpcBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Debian's {@code aws} and {@code curl} drive the endpoint, because client and endpoint by one hand share mistakes. */
class Ec2ByCommandsTest {

    /** Debian's, by its path: another one may stand before it on the PATH. */
    private static final String AWS = "/usr/bin/aws";

    private static final int AWS_SERVICE_ERROR = 254;

    private final Ec2Lab lab = new Ec2Lab();
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "AWS_ACCESS_KEY_ID",
            Ec2Lab.KEY.accessKeyId(),
            "AWS_SECRET_ACCESS_KEY",
            Ec2Lab.KEY.secretAccessKey(),
            "AWS_DEFAULT_REGION",
            VpcBuilder.REGION,
            "AWS_MAX_ATTEMPTS",
            "1",
            "AWS_CONFIG_FILE",
            "/nonexistent",
            "AWS_SHARED_CREDENTIALS_FILE",
            "/nonexistent"));

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void awsCreatesReplacesAndSeesARoute() throws Exception {
        Command.Result early = aws("replace-route", route("--network-interface-id", Ec2Lab.ENI_A));
        assertThat(early.exitCode()).isEqualTo(AWS_SERVICE_ERROR);
        assertThat(early.output()).contains("(InvalidParameterValue)").contains("There is no route defined for");
        assertThat(json(aws("create-route", route("--network-interface-id", Ec2Lab.ENI_A)))
                        .path("Return")
                        .asBoolean())
                .isTrue();
        Command.Result again = aws("create-route", route("--network-interface-id", Ec2Lab.ENI_A));
        assertThat(again.output()).contains("(RouteAlreadyExists)");
        assertThat(aws("replace-route", route("--network-interface-id", Ec2Lab.ENI_B))
                        .exitCode())
                .isZero();
        assertThat(lab.target(Ec2Lab.TABLE, Ec2Lab.VIP)).isEqualTo(new Target.ToInterface(Ec2Lab.ENI_B));
        JsonNode routes = json(aws("describe-route-tables", "--route-table-ids", Ec2Lab.TABLE))
                .at("/RouteTables/0/Routes");
        assertThat(routes.findValuesAsText("DestinationCidrBlock")).containsExactly("10.20.0.0/16", Ec2Lab.VIP);
        assertThat(routes.get(1).path("NetworkInterfaceId").asText()).isEqualTo(Ec2Lab.ENI_B);
        assertThat(routes.get(1).path("State").asText()).isEqualTo("active");
        assertThat(aws("delete-route", route()).exitCode()).isZero();
    }

    @Test
    void awsPagesThroughTables() throws Exception {
        JsonNode all = json(aws("describe-route-tables", "--page-size", "5"));
        assertThat(all.path("RouteTables").findValuesAsText("RouteTableId"))
                .hasSizeGreaterThanOrEqualTo(Ec2Lab.TABLES)
                .contains(Ec2Lab.TABLE, VpcBuilder.MAIN_ROUTE_TABLE, VpcBuilder.GATEWAY_ROUTE_TABLE);
        assertThat(all.path("RouteTables")).hasSize(Ec2Lab.TABLES);
        assertThat(lab.endpoint.journal().calls())
                .hasSize(3)
                .allSatisfy(call -> assertThat(call.parameter("MaxResults")).isEqualTo("5"));
    }

    @Test
    void awsFindsByFilters() throws Exception {
        JsonNode main = json(aws("describe-route-tables", "--filters", "Name=association.main,Values=true"));
        assertThat(main.at("/RouteTables/0/RouteTableId").asText()).isEqualTo(VpcBuilder.MAIN_ROUTE_TABLE);
        JsonNode shops = json(aws("describe-instances", "--filters", "Name=tag:app,Values=sh*,x"));
        assertThat(shops.at("/Reservations/0/Instances/0/InstanceId").asText()).isEqualTo(Ec2Lab.BACKEND);
        assertThat(aws("describe-subnets", "--filters", "Name=colour,Values=red")
                        .output())
                .contains("(InvalidParameterValue)")
                .contains("The filter 'colour' is invalid");
    }

    @Test
    void awsSeesSecurityGroups() throws Exception {
        JsonNode groups = json(aws("describe-security-groups", "--filters", "Name=vpc-id,Values=" + VpcBuilder.VPC_ID))
                .path("SecurityGroups");
        assertThat(groups.findValuesAsText("GroupName")).containsExactlyInAnyOrder("web", "default");
        JsonNode web = json(aws("describe-security-groups", "--group-ids", Ec2Lab.GROUP))
                .at("/SecurityGroups/0");
        assertThat(web.at("/IpPermissions/0/FromPort").asInt()).isEqualTo(80);
        assertThat(web.at("/IpPermissions/0/ToPort").asInt()).isEqualTo(443);
        assertThat(web.at("/IpPermissions/0/IpRanges/0/CidrIp").asText()).isEqualTo("10.20.0.0/16");
        assertThat(web.at("/IpPermissionsEgress/0/IpProtocol").asText()).isEqualTo("112");
        assertThat(web.at("/IpPermissionsEgress/0").has("FromPort")).isFalse();
        assertThat(web.at("/IpPermissionsEgress/0/UserIdGroupPairs/0/GroupId").asText())
                .isEqualTo(VpcBuilder.DEFAULT_GROUP);
        assertThat(json(aws("describe-network-interfaces", "--network-interface-ids", Ec2Lab.ENI_A))
                        .at("/NetworkInterfaces/0/Groups/0/GroupName")
                        .asText())
                .isEqualTo("default");
        assertThat(aws("describe-security-groups", "--group-ids", "sg-00000000000000bad")
                        .output())
                .contains("(InvalidGroup.NotFound)");
        assertThat(aws("describe-security-groups", "--group-names", "web").output())
                .contains("(VPCIdNotSpecified)");
    }

    @Test
    void awsSeesPeerings() throws Exception {
        JsonNode peerings = json(aws(
                        "describe-vpc-peering-connections",
                        "--filters",
                        "Name=requester-vpc-info.vpc-id,Values=" + VpcBuilder.VPC_ID,
                        "Name=status-code,Values=active"))
                .path("VpcPeeringConnections");
        assertThat(peerings.findValuesAsText("VpcPeeringConnectionId")).containsExactly(Ec2Lab.PEERING);
        assertThat(peerings.at("/0/AccepterVpcInfo/CidrBlockSet/0/CidrBlock").asText())
                .isEqualTo("10.30.0.0/16");
        assertThat(peerings.at("/0/Status/Code").asText()).isEqualTo("active");
    }

    @Test
    void awsSwitchesTheSourceDestinationCheckOff() throws Exception {
        assertThat(aws(
                                "modify-network-interface-attribute",
                                "--network-interface-id",
                                Ec2Lab.ENI_A,
                                "--no-source-dest-check")
                        .exitCode())
                .isZero();
        JsonNode described = json(aws(
                "describe-network-interface-attribute",
                "--network-interface-id",
                Ec2Lab.ENI_A,
                "--attribute",
                "sourceDestCheck"));
        assertThat(described.at("/SourceDestCheck/Value").asBoolean(true)).isFalse();
    }

    @Test
    void awsIsToldThatADryRunWouldDoOrThatItsKeyIsWrong() throws Exception {
        Command.Result dryRun = aws("create-route", route("--network-interface-id", Ec2Lab.ENI_A, "--dry-run"));
        assertThat(dryRun.output()).contains("(DryRunOperation)");
        assertThat(lab.vpc.state().routeTable(Ec2Lab.TABLE).orElseThrow().routes())
                .hasSize(1);
        environment.put("AWS_SECRET_ACCESS_KEY", "wrong");
        Command.Result wrongKey = aws("describe-vpcs");
        assertThat(wrongKey.exitCode()).isEqualTo(AWS_SERVICE_ERROR);
        assertThat(wrongKey.output()).contains("(AuthFailure)").contains("not able to validate");
    }

    @Test
    void awsTakesItsCredentialsFromTheMetadataService() throws Exception {
        RoleCredentials role = new RoleCredentials(
                "pointsman",
                VpcBuilder.OWNER_ID,
                Ec2Lab.NODE_A,
                RoleCredentials.USUAL_LIFETIME,
                lab.credentials,
                lab.clock);
        try (MetadataEndpoint metadata = MetadataEndpoint.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), lab.vpc, Ec2Lab.NODE_A, role, lab.clock)) {
            environment.remove("AWS_ACCESS_KEY_ID");
            environment.remove("AWS_SECRET_ACCESS_KEY");
            environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url() + "/");
            assertThat(json(aws("describe-vpcs")).at("/Vpcs/0/CidrBlock").asText())
                    .isEqualTo("10.20.0.0/16");
            assertThat(lab.lastCall().principal())
                    .contains("arn:aws:sts::111122223333:assumed-role/pointsman/" + Ec2Lab.NODE_A);
        }
    }

    @Test
    void curlReplacesARouteByAFormAndByAQuery() throws Exception {
        lab.point(Ec2Lab.TABLE, Ec2Lab.VIP, Ec2Lab.ENI_A);
        String call = "Action=ReplaceRoute&Version=2016-11-15&RouteTableId=" + Ec2Lab.TABLE
                + "&DestinationCidrBlock=10.99.0.10%2F32&NetworkInterfaceId=";
        Command.Result form = curl("-d", call + Ec2Lab.ENI_B, lab.endpoint.url() + "/");
        assertThat(form.output()).contains("<return>true</return>");
        assertThat(lab.target(Ec2Lab.TABLE, Ec2Lab.VIP)).isEqualTo(new Target.ToInterface(Ec2Lab.ENI_B));
        Command.Result query = curl(lab.endpoint.url() + "/?Action=DescribeVpcs&MaxResults=5&Version=2016-11-15");
        assertThat(query.output()).contains("<cidrBlock>10.20.0.0/16</cidrBlock>");
    }

    @Test
    void curlKeepsItsConnection() throws Exception {
        String url = lab.endpoint.url() + "/";
        Command.Result twice = curl(
                "-w",
                "%{num_connects} ",
                "-o",
                "/dev/null",
                "-o",
                "/dev/null",
                "-d",
                "Action=DescribeVpcs&Version=2016-11-15",
                url,
                url);
        assertThat(twice.output()).isEqualTo("1 0 ");
    }

    private Command.Result aws(String action, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(AWS, "--endpoint-url", lab.endpoint.url().toString(), "--output", "json", "ec2", action));
        command.addAll(List.of(arguments));
        return cleanly(environment, command);
    }

    private static String[] route(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("--route-table-id", Ec2Lab.TABLE, "--destination-cidr-block", Ec2Lab.VIP));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private Command.Result curl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-sS",
                "--max-time",
                "20",
                "--aws-sigv4",
                "aws:amz:" + VpcBuilder.REGION + ":ec2",
                "-u",
                Ec2Lab.KEY.accessKeyId() + ":" + Ec2Lab.KEY.secretAccessKey()));
        command.addAll(List.of(arguments));
        return cleanly(Map.of(), command);
    }

    /** Runs a program with nothing of this machine's settings around it. */
    private static Command.Result cleanly(Map<String, String> environment, List<String> command) throws Exception {
        List<String> line = new ArrayList<>(List.of("env", "-i", "PATH=/usr/bin:/bin", "HOME=/nonexistent"));
        environment.forEach((name, value) -> line.add(name + "=" + value));
        line.addAll(command);
        return Command.of(line).attempt();
    }

    private static JsonNode json(Command.Result done) throws Exception {
        assertThat(done.exitCode()).as(done.output()).isZero();
        return new ObjectMapper().readTree(done.output());
    }
}
