package dev.pointsman.pipeline.haproxy.lookup;

import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.haproxy.language.Variable;

/** Looks a request up in the tables of its entrypoint: its host, then its path in each of the host's runs until a rule is found. */
public final class LookupLines {

    /** True when a rule was found that no other may go before. */
    public static final String FINAL = "final";

    private static final String FOUND = "found";
    private static final String NEXT = "txn.next";
    private static final String NEXT_ACL = "next";
    private static final String OTHERS = "txn.others";

    private final ConfigurationText text;
    private final RoutingTable table;

    public LookupLines(ConfigurationText text, RoutingTable table) {
        this.text = text;
        this.table = table;
    }

    public void write() {
        text.gap();
        writeHosts();
        for (int run = 0; run < table.mostRuns(); run++) {
            if (run == 0) {
                writePaths(Hit.VARIABLE, run, "");
            } else {
                writeNextRun(run);
            }
        }
        text.line("acl", FINAL, "var(" + Hit.VARIABLE + ")", "-m", "beg", "--", "-");
        if (table.mostRuns() > 1) {
            text.comment("A rule of an earlier run may go before what was found in a later one.");
            text.line("http-request", "set-var(" + Hit.VARIABLE + ")", asUncertain(), "if " + FINAL, "others");
        }
    }

    private void writeHosts() {
        text.line("acl", "known_host", "var(" + RoutingTable.CLASS + ")", "-m", FOUND);
        String host = "var(" + Variable.HOST + ")";
        if (!table.hosts().isEmpty()) {
            set(RoutingTable.CLASS, host + "," + map("map_str", table.hosts()), "");
        }
        for (int labels : table.wildcardLabels()) {
            // Without its first label, what is left must be the wildcard's suffix, or end with it.
            String suffix = host + ",field(2,.,0),field(-1,.," + labels + ")";
            set(RoutingTable.CLASS, suffix + "," + map("map_str", table.wildcards()), "!known_host");
        }
        table.otherHosts()
                .ifPresent(value -> set(RoutingTable.CLASS, ConfigurationWord.call("str", value), "!known_host"));
    }

    /** The whole path, else its longest beginning that ends where an element does. */
    private void writePaths(String variable, int run, String condition) {
        String key = RoutingTable.field(RoutingTable.FIRST_RUN + run) + ",concat(:," + Variable.PATH;
        String acl = variable.equals(NEXT) ? NEXT_ACL : "looked_up";
        if (run < 2) {
            text.line("acl", acl, "var(" + variable + ")", "-m", FOUND);
        }
        if (!table.exactPaths().isEmpty()) {
            set(variable, key + ")," + map("map_str", table.exactPaths()), condition);
        }
        if (!table.prefixes().isEmpty()) {
            String unless = table.exactPaths().isEmpty() ? condition : (condition + " !" + acl).strip();
            set(variable, key + ",/)," + map("map_beg", table.prefixes()), unless);
        }
    }

    private void writeNextRun(int run) {
        if (run == 1) {
            text.line("acl", "sure", Hit.field(Hit.RULE), "-m", "len", "gt", "0");
            text.line("acl", "unsure", "var(" + Hit.VARIABLE + ")", "-m", "beg", "--", "?");
            text.line("acl", "others", "var(" + OTHERS + ")", "-m", FOUND);
        } else {
            text.line("http-request", "unset-var(" + NEXT + ")");
        }
        set(OTHERS, "bool(true)", "unsure");
        writePaths(NEXT, run, "!sure");
        set(Hit.VARIABLE, "var(" + NEXT + ")", "!sure " + NEXT_ACL);
    }

    /** The same with the mark that others may go first. */
    private static String asUncertain() {
        return ConfigurationWord.of("var(" + Hit.VARIABLE + "),regsub(\"^-\",\"+\")");
    }

    private void set(String variable, String expression, String condition) {
        text.line(
                "http-request",
                "set-var(" + variable + ")",
                expression + (condition.isEmpty() ? "" : " if " + condition));
    }

    private static String map(String converter, MapFile file) {
        return converter + "(" + file.name() + ")";
    }
}
