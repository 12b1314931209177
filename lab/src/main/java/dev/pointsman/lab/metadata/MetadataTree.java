package dev.pointsman.lab.metadata;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pointsman.lab.sigv4.Credential;
import dev.pointsman.lab.vpc.Instance;
import dev.pointsman.lab.vpc.NetworkInterface;
import dev.pointsman.lab.vpc.NetworkInterface.Attachment;
import dev.pointsman.lab.vpc.Subnet;
import dev.pointsman.lab.vpc.VpcState;

/**
 * Everything the metadata service can say of one instance at one moment, as texts by path below {@code latest/}.
 *
 * <p>Exists as a pure function of the VPC's state, so that an interface attached later is seen, as on a real instance.
 */
final class MetadataTree {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "t3.micro";
    private static final String IMAGE = "ami-00000000000000001";

    private final NavigableMap<String, String> texts = new TreeMap<>();

    private MetadataTree() {}

    static MetadataTree of(VpcState state, Instance instance, RoleCredentials role) {
        MetadataTree tree = new MetadataTree();
        tree.put("ami-id", IMAGE);
        tree.put("instance-id", instance.id());
        tree.put("instance-type", TYPE);
        tree.put("placement/availability-zone", instance.zone());
        tree.put("placement/region", state.region());
        tree.put("services/domain", "amazonaws.com");
        tree.put("services/partition", "aws");
        state.interfacesOf(instance.id()).forEach(each -> tree.putInterface(state, each));
        state.interfacesOf(instance.id()).stream()
                .findFirst()
                .ifPresent(primary -> tree.putPrimary(state, instance, primary));
        tree.putRole(state, role);
        return tree;
    }

    /** The text at a path, or the list of what is below it; empty if there is neither. Only the topmost folders are listed without a slash. */
    Optional<String> at(String path) {
        if (path.isEmpty()) {
            return Optional.of("dynamic\nmeta-data");
        }
        String text = texts.get(path);
        if (text != null) {
            return Optional.of(text);
        }
        String folder = path.endsWith("/") ? path : path + "/";
        String list = texts.keySet().stream()
                .filter(each -> each.startsWith(folder))
                .map(each -> child(each.substring(folder.length())))
                .distinct()
                .collect(Collectors.joining("\n"));
        return list.isEmpty() ? Optional.empty() : Optional.of(list);
    }

    /** The first segment of a path, with its slash if more follows. */
    private static String child(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash + 1);
    }

    private void put(String path, Object text) {
        texts.put("meta-data/" + path, String.valueOf(text));
    }

    private void putInterface(VpcState state, NetworkInterface each) {
        String folder = "network/interfaces/macs/" + each.macAddress() + "/";
        Subnet subnet = state.subnets().get(each.subnetId());
        put(
                folder + "device-number",
                each.attachment().map(Attachment::deviceIndex).orElseThrow());
        put(folder + "interface-id", each.id());
        put(folder + "local-hostname", hostName(state, each));
        put(folder + "local-ipv4s", each.address());
        put(folder + "mac", each.macAddress());
        put(folder + "owner-id", state.ownerId());
        put(folder + "subnet-id", subnet.id());
        put(folder + "subnet-ipv4-cidr-block", subnet.cidr());
        put(folder + "vpc-id", state.vpcId());
        put(folder + "vpc-ipv4-cidr-block", state.cidr());
        put(folder + "vpc-ipv4-cidr-blocks", state.cidr());
    }

    private void putPrimary(VpcState state, Instance instance, NetworkInterface primary) {
        put("hostname", hostName(state, primary));
        put("local-hostname", hostName(state, primary));
        put("local-ipv4", primary.address());
        put("mac", primary.macAddress());
        put(
                "placement/availability-zone-id",
                state.subnets().get(primary.subnetId()).zoneId());
        ObjectNode document = JSON.createObjectNode()
                .put("accountId", state.ownerId())
                .put("architecture", "x86_64")
                .put("availabilityZone", instance.zone())
                .put("imageId", IMAGE)
                .put("instanceId", instance.id())
                .put("instanceType", TYPE)
                .put("pendingTime", seconds(instance.launched()))
                .put("privateIp", primary.address())
                .put("region", state.region())
                .put("version", "2017-09-30");
        texts.put("dynamic/instance-identity/document", document.toPrettyString());
    }

    private void putRole(VpcState state, RoleCredentials role) {
        Credential credential = role.current();
        Credential.Session session = credential.session().orElseThrow();
        put(
                "iam/info",
                JSON.createObjectNode()
                        .put("Code", "Success")
                        .put("LastUpdated", seconds(role.issued()))
                        .put(
                                "InstanceProfileArn",
                                "arn:aws:iam::%s:instance-profile/%s".formatted(state.ownerId(), role.role()))
                        .put("InstanceProfileId", "AIPA0000000000000000A")
                        .toPrettyString());
        put(
                "iam/security-credentials/" + role.role(),
                JSON.createObjectNode()
                        .put("Code", "Success")
                        .put("LastUpdated", seconds(role.issued()))
                        .put("Type", "AWS-HMAC")
                        .put("AccessKeyId", credential.accessKeyId())
                        .put("SecretAccessKey", credential.secretAccessKey())
                        .put("Token", session.token())
                        .put("Expiration", seconds(session.expires()))
                        .toPrettyString());
    }

    private static String hostName(VpcState state, NetworkInterface each) {
        return "ip-%s.%s.compute.internal".formatted(each.address().replace('.', '-'), state.region());
    }

    private static String seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
