package dev.pointsman.pipeline.vpc.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import dev.pointsman.pipeline.compile.CompileOptions;
import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.vpc.VpcOverlay;
import dev.pointsman.pipeline.vpc.document.VpcDocumentReader;

/**
 * The VPC and the definitions of docs/findings/base, about which there is nothing to say until a test changes either of them.
 *
 * <p>For each rule there is a test of its edges: what else it has to find than the example on its page in docs/findings, and what it has to
 * let pass.
 */
abstract class JudgedVpc {

    private static final Path BASE = Path.of(System.getProperty("pointsman.project"), "docs/findings/base");
    static final String VPC = "\"VpcId\": \"vpc-0123456789abcdef0\"";

    static final String EVERYTHING = "{'IpProtocol': '-1', 'IpRanges': [{'CidrIp': '0.0.0.0/0'}]}";
    static final String AMONG_NODES = "{'IpProtocol': '-1', 'UserIdGroupPairs': [{'GroupId': 'sg-00000000000000001'}]}";

    final List<String[]> edits = new ArrayList<>();
    private OptionalInt quota = OptionalInt.empty();

    /** Changes the definitions. */
    JudgedVpc with(String text, String replacement) {
        edits.add(new String[] {text, replacement});
        return this;
    }

    JudgedVpc withQuota(int entries) {
        quota = OptionalInt.of(entries);
        return this;
    }

    /** What is found, each as {@code code: message}, with single quotes for double ones and without the full stop. */
    List<String> findings(String overlay) throws IOException {
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
    static String tableWith(String route) {
        return "{'RouteTables': [{" + VPC + ", 'RouteTableId': 'rtb-0a000000000000001', 'Associations': ["
                + "{'Main': false, 'SubnetId': 'subnet-0a000000000000001'},"
                + "{'Main': false, 'SubnetId': 'subnet-0a000000000000011'}], 'Routes': ["
                + "{'DestinationCidrBlock': '10.20.0.0/16', 'GatewayId': 'local'}, " + route + "]}]}";
    }

    static String nodesInterface(String more) {
        return "{'NetworkInterfaces': [{" + VPC + ", 'NetworkInterfaceId': 'eni-0a000000000000010',"
                + " 'SubnetId': 'subnet-0a000000000000001', 'AvailabilityZone': 'eu-central-1a',"
                + " 'PrivateIpAddresses': [{'PrivateIpAddress': '10.20.1.10'}], 'Groups': [{'GroupId': 'sg-00000000000000001'}],"
                + more + "}]}";
    }

    /** The nodes' security group. */
    static String nodesGroup(String ingress, String egress) {
        return group("sg-00000000000000001", ingress, egress);
    }

    static String group(String id, String ingress, String egress) {
        return "{'SecurityGroups': [{" + VPC + ", 'GroupId': '" + id + "', 'IpPermissions': [" + ingress
                + "], 'IpPermissionsEgress': [" + egress + "]}]}";
    }

    static String tcp(int port, String from) {
        return "{'IpProtocol': 'tcp', 'FromPort': " + port + ", 'ToPort': " + port + ", 'IpRanges': [{'CidrIp': '"
                + from + "'}]}";
    }
}
