package dev.pointsman.agent.ownership.assignment;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.pointsman.agent.ownership.memory.RouteEntry;
import dev.pointsman.pipeline.plan.fleet.Fleet;
import dev.pointsman.pipeline.plan.fleet.Node;
import dev.pointsman.pipeline.plan.fleet.RouteGroup;
import dev.pointsman.pipeline.plan.fleet.RouteTableSelection;
import dev.pointsman.pipeline.plan.fleet.TableShare;
import dev.pointsman.pipeline.plan.fleet.VrrpTiming;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * Keeps an {@link Assignment} on disk, as Java properties.
 *
 * <p>It exists for {@code notify} without an agent, which must start in milliseconds: properties need no parser that is not in every Java
 * program anyway. What is read is checked by the same records as the plan, for the file may be damaged.
 */
public final class AssignmentFile {

    private static final String ALL = "all";

    private AssignmentFile() {}

    /** Writes the file in one step, so that no reader sees a part of it. */
    public static void write(Path file, Assignment assignment) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (Writer writer = Files.newBufferedWriter(fresh)) {
            toProperties(assignment)
                    .store(writer, "What \"pointsman notify\" claims when no agent answers. Written by the agent.");
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads the file. Throws IOException, saying what is wrong and what to do, when it is absent or damaged. */
    public static Assignment read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return toAssignment(properties);
        } catch (NoSuchFileException absent) {
            throw new IOException(
                    "nobody has said what this node has to hold: there is no \"" + file
                            + "\"; \"pointsman install\" and the agent write it",
                    absent);
        } catch (IOException | IllegalArgumentException failure) {
            throw new IOException(
                    "failed to read what this node has to hold from \"" + file + "\": " + failure.getMessage()
                            + "; \"pointsman install\" and the agent write it",
                    failure);
        }
    }

    private static Properties toProperties(Assignment assignment) {
        Properties properties = new Properties();
        Fleet fleet = assignment.fleet();
        properties.setProperty("node", assignment.node());
        properties.setProperty("fleet.namespace", fleet.name().namespace());
        properties.setProperty("fleet.name", fleet.name().name());
        properties.setProperty("fleet.region", fleet.region());
        properties.setProperty("fleet.vpc", fleet.vpcId());
        properties.setProperty(
                "fleet.nodes", words(fleet.nodes().stream().map(Node::name).toList()));
        properties.setProperty(
                "fleet.advertisementInterval",
                fleet.vrrp().advertisementInterval().toString());
        properties.setProperty("fleet.preemptDelay", fleet.vrrp().preemptDelay().toString());
        for (Node node : fleet.nodes()) {
            properties.setProperty(
                    "node." + node.name(), words(List.of(node.zone(), node.address(), node.interfaceId())));
        }
        properties.setProperty(
                "groups",
                words(assignment.groups().stream().map(RouteGroup::name).toList()));
        for (RouteGroup group : assignment.groups()) {
            String prefix = "group." + group.name() + ".";
            properties.setProperty(prefix + "virtualRouterId", Integer.toString(group.virtualRouterId()));
            properties.setProperty(prefix + "placeholder", group.placeholder());
            properties.setProperty(prefix + "destinations", words(group.destinations()));
            properties.setProperty(prefix + "nodeOrder", words(group.nodeOrder()));
            switch (group.tables()) {
                case RouteTableSelection.All _ -> properties.setProperty(prefix + "select", ALL);
                case RouteTableSelection.Ids(List<String> ids) -> properties.setProperty(prefix + "select", words(ids));
                case RouteTableSelection.Tags(Map<String, String> tags) ->
                    tags.forEach((key, value) -> properties.setProperty(prefix + "tag." + key, value));
            }
            if (group.share() instanceof TableShare.OfZone(String zone, List<String> order)) {
                properties.setProperty(prefix + "zone", zone);
                properties.setProperty(prefix + "zones", words(order));
            }
            if (assignment.tables().containsKey(group.name())) {
                properties.setProperty(
                        prefix + "tables", words(assignment.tables().get(group.name())));
            }
            if (assignment.retired().containsKey(group.name())) {
                properties.setProperty(
                        prefix + "retired",
                        words(assignment.retired().get(group.name()).stream()
                                .map(entry -> entry.table() + "=" + entry.destination())
                                .toList()));
            }
        }
        return properties;
    }

    private static Assignment toAssignment(Properties properties) {
        List<Node> nodes = words(properties, "fleet.nodes").stream()
                .map(name -> toNode(name, words(properties, "node." + name)))
                .toList();
        VrrpTiming vrrp = new VrrpTiming(
                Duration.parse(value(properties, "fleet.advertisementInterval")),
                Duration.parse(value(properties, "fleet.preemptDelay")));
        Fleet fleet = new Fleet(
                new ResourceName(value(properties, "fleet.namespace"), value(properties, "fleet.name")),
                value(properties, "fleet.region"),
                value(properties, "fleet.vpc"),
                nodes,
                vrrp);
        SortedMap<String, List<String>> tables = new TreeMap<>();
        List<RouteGroup> groups = words(properties, "groups").stream()
                .map(name -> toGroup(properties, name))
                .toList();
        SortedMap<String, List<RouteEntry>> retired = new TreeMap<>();
        for (RouteGroup group : groups) {
            String prefix = "group." + group.name() + ".";
            if (properties.getProperty(prefix + "tables") != null) {
                tables.put(group.name(), words(properties, prefix + "tables"));
            }
            if (properties.getProperty(prefix + "retired") != null) {
                retired.put(
                        group.name(),
                        words(properties, prefix + "retired").stream()
                                .map(AssignmentFile::toEntry)
                                .toList());
            }
        }
        return new Assignment(fleet, value(properties, "node"), groups, tables, retired);
    }

    private static RouteEntry toEntry(String word) {
        String[] parts = word.split("=");
        if (parts.length != 2) {
            throw new IllegalArgumentException("\"" + word + "\" is not a route table and a destination");
        }
        return new RouteEntry(parts[0], parts[1]);
    }

    private static Node toNode(String name, List<String> words) {
        if (words.size() != 3) {
            throw new IllegalArgumentException("\"node." + name + "\" is not zone, address and interface");
        }
        return new Node(name, words.get(0), words.get(1), words.get(2));
    }

    private static RouteGroup toGroup(Properties properties, String name) {
        String prefix = "group." + name + ".";
        return new RouteGroup(
                name,
                Integer.parseInt(value(properties, prefix + "virtualRouterId")),
                words(properties, prefix + "destinations"),
                toSelection(properties, prefix),
                toShare(properties, prefix),
                words(properties, prefix + "nodeOrder"),
                value(properties, prefix + "placeholder"));
    }

    private static RouteTableSelection toSelection(Properties properties, String prefix) {
        String selection = properties.getProperty(prefix + "select");
        if (selection == null) {
            String tag = prefix + "tag.";
            return new RouteTableSelection.Tags(properties.stringPropertyNames().stream()
                    .filter(key -> key.startsWith(tag))
                    .collect(Collectors.toMap(key -> key.substring(tag.length()), properties::getProperty)));
        }
        return selection.equals(ALL)
                ? new RouteTableSelection.All()
                : new RouteTableSelection.Ids(words(properties, prefix + "select"));
    }

    private static TableShare toShare(Properties properties, String prefix) {
        String zone = properties.getProperty(prefix + "zone");
        return zone == null ? new TableShare.Whole() : new TableShare.OfZone(zone, words(properties, prefix + "zones"));
    }

    private static String value(Properties properties, String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("there is no \"" + key + "\"");
        }
        return value;
    }

    private static String words(List<String> words) {
        return String.join(" ", words);
    }

    private static List<String> words(Properties properties, String key) {
        String value = value(properties, key).strip();
        return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
    }
}
