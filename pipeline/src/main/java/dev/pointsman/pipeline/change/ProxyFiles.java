package dev.pointsman.pipeline.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.pointsman.pipeline.bundle.Bundle;
import dev.pointsman.pipeline.haproxy.language.Variable;

/**
 * What HAProxy reads of a bundle, taken apart into what may change while it runs and what may not.
 *
 * @param sections by header, in the file's order; those without a name of their own are numbered
 * @param maps content by file name
 * @param others the remaining files that the configuration names, by file name
 */
public record ProxyFiles(
        Map<String, ProxySection> sections, SortedMap<String, String> maps, SortedMap<String, String> others) {

    private static final String MAP = ".map";
    private static final String DEFAULTS = "defaults";

    public ProxyFiles {
        sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
        maps = Collections.unmodifiableSortedMap(new TreeMap<>(maps));
        others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    }

    /**
     * Takes a bundle's files apart.
     *
     * @param files by name; those that the configuration does not name are not HAProxy's and passed over
     */
    public static ProxyFiles of(Map<String, String> files) {
        SortedMap<String, String> maps = new TreeMap<>();
        SortedMap<String, String> others = new TreeMap<>();
        String configuration = files.getOrDefault(Bundle.HAPROXY_FILE, "");
        files.forEach((name, content) -> {
            if (configuration.contains(name)) {
                (name.endsWith(MAP) ? maps : others).put(name, content);
            }
        });
        return new ProxyFiles(new Reader().read(configuration), maps, others);
    }

    /** Reads what {@link dev.pointsman.pipeline.haproxy.HaproxyRenderer} writes: a section's lines are indented, its header is not. */
    private static final class Reader {

        private final Map<String, ProxySection> sections = new LinkedHashMap<>();
        private List<String> defaultSettings = List.of();
        private int defaultsSeen;

        private String header = "";
        private List<String> lines = new ArrayList<>();
        private List<String> settings = new ArrayList<>();
        private Map<String, ProxyServer> servers = new LinkedHashMap<>();

        Map<String, ProxySection> read(String configuration) {
            for (String line : configuration.lines().toList()) {
                if (line.isBlank() || line.strip().startsWith("#")) {
                    continue;
                }
                if (Character.isWhitespace(line.charAt(0))) {
                    take(line.strip());
                } else {
                    close();
                    open(line);
                }
            }
            close();
            return sections;
        }

        private void open(String line) {
            header = line.equals(DEFAULTS) ? DEFAULTS + " " + ++defaultsSeen : line;
            lines = new ArrayList<>();
            settings = line.equals(DEFAULTS) ? new ArrayList<>() : new ArrayList<>(defaultSettings);
            servers = new LinkedHashMap<>();
            if (defaultsSeen > 0 && !line.equals(DEFAULTS)) {
                // Under other defaults the same lines mean something else.
                lines.add("# " + DEFAULTS + " " + defaultsSeen);
            }
        }

        private void take(String line) {
            if (isStamp(line)) {
                return;
            }
            List<String> words = Arrays.asList(line.split(" "));
            if (words.getFirst().equals("server")) {
                servers.put(words.get(1), new ProxyServer(words.get(1), words.get(2), words.subList(3, words.size())));
                return;
            }
            if (words.getFirst().equals("default-server")) {
                settings.addAll(words.subList(1, words.size()));
            }
            lines.add(line);
        }

        private static boolean isStamp(String line) {
            return line.startsWith("set-var " + Variable.REVISION + " ")
                    || line.startsWith("set-var " + Variable.DIGEST + " ");
        }

        private void close() {
            if (header.isEmpty()) {
                return;
            }
            if (header.startsWith(DEFAULTS + " ")) {
                defaultSettings = List.copyOf(settings);
            }
            sections.put(header, new ProxySection(header, lines, settings, servers));
        }
    }
}
