package dev.pointsman.pipeline.comparison.show;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.pointsman.pipeline.comparison.Comparison;

/** A comparison for people, as text or as Markdown: the traffic first, because that is what clients notice. */
public final class ChangeText {

    /** More lines of one kind nobody reads; programs get them all. */
    private static final int MOST = 50;

    private static final int MOST_REASONS = 10;

    private static final int MOST_TABLES = 10;

    private final StringBuilder text = new StringBuilder();
    private final boolean markdown;

    private ChangeText(boolean markdown) {
        this.markdown = markdown;
    }

    public static String text(Comparison comparison) {
        return new ChangeText(false).render(comparison);
    }

    /** For a comment on a pull request, or a step summary. */
    public static String markdown(Comparison comparison) {
        return new ChangeText(true).render(comparison);
    }

    private String render(Comparison comparison) {
        if (comparison.isNoChange()) {
            return markdown
                    ? "### Pointsman: no change\n\nNo node has anything to do.\n"
                    : "=> No change: no node has anything to do.\n";
        }
        if (markdown) {
            text.append("### Pointsman: what merging this does\n\n")
                    .append(radius(comparison.radius()))
                    .append("\n\n");
        }
        section(
                "Traffic",
                comparison.traffic().stream()
                        .map(traffic -> markdown && !traffic.example().isEmpty()
                                ? escaped(traffic.sentence()) + " (`"
                                        + traffic.example().replace("`", "'") + "`)"
                                : line(traffic.sentence()))
                        .toList());
        section("Definitions", comparison.items().stream().map(this::item).toList());
        section("Nodes", nodes(comparison.nodes()));
        section("VPC routes", routes(comparison.routes()));
        if (!markdown) {
            text.append("=> ").append(radius(comparison.radius())).append('\n');
        }
        return text.toString();
    }

    private void section(String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        text.append(markdown ? "#### " + title + "\n\n" : title + "\n");
        lines.stream()
                .limit(MOST)
                .forEach(
                        line -> text.append(markdown ? "- " : "  ").append(line).append('\n'));
        if (lines.size() > MOST) {
            text.append(markdown ? "- " : "  ")
                    .append("and " + (lines.size() - MOST) + " more (--output json has all)\n");
        }
        text.append('\n');
    }

    /** Tables to which the same happens stand together. */
    private List<String> routes(List<Comparison.VpcRoute> routes) {
        Map<Comparison.VpcRoute, List<String>> alike = new LinkedHashMap<>();
        for (Comparison.VpcRoute route : routes) {
            alike.computeIfAbsent(
                            new Comparison.VpcRoute(
                                    route.group(), route.destination(), "", route.action(), route.why()),
                            any -> new ArrayList<>())
                    .add(route.tables());
        }
        return alike.entrySet().stream()
                .map(entry -> line(word(entry.getKey().action()) + " "
                        + entry.getKey().destination() + " in " + tables(entry.getValue()) + " ("
                        + entry.getKey().group() + "): " + entry.getKey().why()))
                .toList();
    }

    private static String tables(List<String> tables) {
        String told = String.join(", ", tables.stream().limit(MOST_TABLES).toList());
        return tables.size() > MOST_TABLES ? told + " and " + (tables.size() - MOST_TABLES) + " more tables" : told;
    }

    private String item(Comparison.Item item) {
        return withDetails(word(item.action()) + " " + item.kind() + " " + item.name(), item.details());
    }

    /** Nodes that do the same for the same reasons stand together, in the order of the first of each. */
    private List<String> nodes(List<Comparison.NodeStep> steps) {
        Map<Comparison.NodeStep, List<String>> alike = new LinkedHashMap<>();
        for (Comparison.NodeStep step : steps) {
            alike.computeIfAbsent(
                            new Comparison.NodeStep("", step.action(), step.why(), step.install()),
                            any -> new ArrayList<>())
                    .add(step.node());
        }
        return alike.entrySet().stream()
                .map(entry -> node(String.join(", ", entry.getValue()), entry.getKey()))
                .toList();
    }

    private String node(String names, Comparison.NodeStep step) {
        List<String> why =
                new ArrayList<>(step.why().stream().limit(MOST_REASONS).toList());
        if (step.why().size() > MOST_REASONS) {
            why.add("and " + (step.why().size() - MOST_REASONS) + " more");
        }
        if (!step.install().isEmpty()) {
            why.add("run \"pointsman install\" there as root: " + String.join(", ", step.install()));
        }
        return withDetails(names + ": " + word(step.action()), why);
    }

    private String withDetails(String title, List<String> details) {
        StringBuilder lines = new StringBuilder(line(title));
        for (String detail : details) {
            lines.append('\n').append(markdown ? "  - " : "      ").append(line(detail));
        }
        return lines.toString();
    }

    private static String radius(Comparison.Radius radius) {
        return "Reach: " + radius.rules() + " of " + count(radius.allRules(), "rule") + " and " + radius.hosts()
                + " of "
                + count(radius.allHosts(), "host") + " answered in another way, " + radius.reloads() + " of "
                + count(radius.allNodes(), "node") + " reloaded, " + radius.runtime() + " changed at run time, "
                + count(radius.vpcRoutes(), "VPC route")
                + " changed.";
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String word(Enum<?> action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private String line(String text) {
        return markdown ? escaped(text) : text;
    }

    /** Names and values come from Git: none may become markup, a link or a mention, and no sign of a change a list. */
    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_{}\\[\\]<>()#|~!@]|^[-+])", "\\\\$1");
    }
}
