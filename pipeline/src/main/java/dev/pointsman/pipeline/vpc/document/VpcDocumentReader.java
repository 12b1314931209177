package dev.pointsman.pipeline.vpc.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.vpc.Peering;
import dev.pointsman.pipeline.vpc.Section;
import dev.pointsman.pipeline.vpc.Vpc;
import dev.pointsman.pipeline.vpc.VpcFacts;

/**
 * Reads files that hold VPCs: any of the lists that EC2's command line prints, in as many files as one likes.
 *
 * <p>Source of the fields: Amazon EC2 API Reference, data types; the command line has the same names with capital letters.
 */
public final class VpcDocumentReader {

    /** The largest file that is read, in bytes: a VPC of some thousand interfaces has a few million. */
    public static final long LARGEST_FILE = 64L << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the command line leaves behind when it was told to stop early. */
    private static final String MORE = "NextToken";

    private final SortedMap<String, Parts> parts = new TreeMap<>();
    private final SortedMap<String, Peering> peerings = new TreeMap<>();
    private final Set<Section> known = EnumSet.noneOf(Section.class);
    private String takenAt = "";

    private static final class Parts {
        private final List<Ipv4Block> cidrs = new ArrayList<>();
        private final ResourceParts resources = new ResourceParts();
    }

    private VpcDocumentReader() {}

    /**
     * Reads files, each of which adds to the others.
     *
     * @throws IOException with a message for people that names the file and the place in it
     */
    public static VpcFacts read(Collection<Path> files) throws IOException {
        VpcDocumentReader reader = new VpcDocumentReader();
        for (Path file : files) {
            reader.read(file);
        }
        return reader.facts();
    }

    /** Reads one document. Throws {@link VpcDocumentException} with the place in it. */
    public static VpcFacts parse(String text) throws IOException {
        VpcDocumentReader reader = new VpcDocumentReader();
        reader.take(JSON.readTree(text));
        return reader.facts();
    }

    private void read(Path file) throws IOException {
        String failed = "failed to read a VPC from \"" + file + "\": ";
        if (!Files.isRegularFile(file)) {
            throw new VpcDocumentException(failed + "there is no such file");
        }
        if (Files.size(file) > LARGEST_FILE) {
            throw new VpcDocumentException(failed + "it has more than " + LARGEST_FILE + " bytes");
        }
        try {
            take(JSON.readTree(file.toFile()));
        } catch (JsonProcessingException notJson) {
            throw new VpcDocumentException(failed + "it is not JSON (line "
                    + notJson.getLocation().getLineNr() + ", column "
                    + notJson.getLocation().getColumnNr()
                    + "); aws ec2 prints JSON with \"--output json\"");
        } catch (VpcDocumentException wrong) {
            throw new VpcDocumentException(failed + wrong.getMessage());
        }
    }

    private void take(JsonNode root) throws VpcDocumentException {
        JsonItem document = new JsonItem("", root);
        Set<Section> held = Arrays.stream(Section.values())
                .filter(section -> root.has(section.key()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Section.class)));
        if (held.isEmpty()) {
            throw new VpcDocumentException("it holds none of "
                    + Arrays.stream(Section.values()).map(Section::key).collect(Collectors.joining(", "))
                    + "; write it with \"pointsman snapshot\", or with \"aws ec2 describe-route-tables\" and the like");
        }
        if (root.hasNonNull(MORE)) {
            throw new VpcDocumentException(
                    "it holds only a part, because it has a \"" + MORE + "\"; let aws ec2 page through all of it");
        }
        known.addAll(held);
        takenAt = document.object("Pointsman").text("TakenAt", takenAt);
        for (JsonItem vpc : document.items(Section.VPCS.key())) {
            vpc(vpc);
        }
        for (JsonItem item : document.items(Section.SUBNETS.key())) {
            partsOf(item).resources.subnet(item);
        }
        for (JsonItem item : document.items(Section.ROUTE_TABLES.key())) {
            partsOf(item).resources.routeTable(item);
        }
        for (JsonItem item : document.items(Section.NETWORK_INTERFACES.key())) {
            partsOf(item).resources.networkInterface(item);
        }
        for (JsonItem item : document.items(Section.SECURITY_GROUPS.key())) {
            if (item.node().hasNonNull("VpcId")) {
                partsOf(item).resources.securityGroup(item);
            }
        }
        for (JsonItem reservation : document.items(Section.INSTANCES.key())) {
            for (JsonItem item : reservation.items("Instances")) {
                // One that was terminated is in no VPC any more.
                if (item.node().hasNonNull("VpcId")) {
                    partsOf(item).resources.instance(item);
                }
            }
        }
        for (JsonItem item : document.items(Section.PEERING_CONNECTIONS.key())) {
            Peering peering = peering(item);
            peerings.put(peering.id(), peering);
        }
    }

    private void vpc(JsonItem item) throws VpcDocumentException {
        List<Ipv4Block> cidrs = partsOf(item).cidrs;
        cidrs.clear();
        cidrs.add(item.cidr("CidrBlock"));
        for (JsonItem association : item.items("CidrBlockAssociationSet")) {
            String state = association.object("CidrBlockState").text("State", "associated");
            Ipv4Block cidr = association.cidr("CidrBlock");
            if (state.startsWith("associat") && !cidrs.contains(cidr)) {
                cidrs.add(cidr);
            }
        }
    }

    private static Peering peering(JsonItem item) throws VpcDocumentException {
        return new Peering(
                item.text("VpcPeeringConnectionId"),
                side(item.object("RequesterVpcInfo")),
                side(item.object("AccepterVpcInfo")),
                item.object("Status").text("Code", "active").equals("active"));
    }

    private static Peering.Side side(JsonItem item) throws VpcDocumentException {
        List<Ipv4Block> cidrs = new ArrayList<>(item.cidrs("CidrBlockSet", "CidrBlock"));
        if (cidrs.isEmpty() && item.node().hasNonNull("CidrBlock")) {
            cidrs.add(item.cidr("CidrBlock"));
        }
        return new Peering.Side(item.text("VpcId"), cidrs);
    }

    private Parts partsOf(JsonItem item) throws VpcDocumentException {
        return parts.computeIfAbsent(item.text("VpcId"), any -> new Parts());
    }

    private VpcFacts facts() {
        SortedMap<String, Vpc> vpcs = new TreeMap<>();
        for (Map.Entry<String, Parts> entry : parts.entrySet()) {
            vpcs.put(entry.getKey(), entry.getValue().resources.vpc(entry.getKey(), entry.getValue().cidrs));
        }
        return new VpcFacts(vpcs, List.copyOf(peerings.values()), known, takenAt);
    }
}
