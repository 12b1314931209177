package dev.pointsman.pipeline.haproxy.backend;

import java.time.Duration;
import java.util.List;

import dev.pointsman.pipeline.haproxy.language.ConfigurationText;
import dev.pointsman.pipeline.haproxy.language.ConfigurationWord;
import dev.pointsman.pipeline.haproxy.language.Variable;
import dev.pointsman.pipeline.haproxy.lookup.Hit;
import dev.pointsman.pipeline.haproxy.lookup.Treatments;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;
import dev.pointsman.pipeline.plan.treatment.HeaderEdits;
import dev.pointsman.pipeline.plan.treatment.PathRewrite;
import dev.pointsman.pipeline.plan.treatment.Timeouts;
import dev.pointsman.pipeline.plan.treatment.Treatment;
import dev.pointsman.pipeline.plan.treatment.UrlRewrite;

/**
 * What a section does to the requests of one rule: in the order cross-origin answers, time, host and path, headers.
 *
 * <p>Answers are edited by {@code http-after-response}, which also sees those that HAProxy makes itself: a page of another origin has to be
 * able to read that a backend is down, too.
 */
final class TreatmentLines {

    /** HAProxy's timers end at 24 days; a timeout that is switched off is as long as that. */
    private static final Duration LONGEST = Duration.ofDays(24);

    private final ConfigurationText text;
    private final String acl;

    private TreatmentLines(ConfigurationText text, String acl) {
        this.text = text;
        this.acl = acl;
    }

    static void write(ConfigurationText text, Treatments.Treated treated, String acl) {
        TreatmentLines lines = new TreatmentLines(text, acl);
        Treatment treatment = treated.rule().treatment();
        text.gap();
        text.comment("HTTPRoute " + treated.rule().name().route() + ", rule "
                + treated.rule().name().index());
        text.line("acl", acl, Hit.field(Hit.TREATMENT), "-m", "str", "--", ConfigurationWord.of(treated.name()));
        treatment.cors().ifPresent(cors -> new CorsLines(text, cors, acl).write());
        lines.writeTimeout(treatment.timeouts());
        treatment.rewrite().ifPresent(lines::writeRewrite);
        lines.writeEdits(treatment.requestHeaders(), "http-request", acl);
        lines.writeEdits(treatment.responseHeaders(), "http-after-response", acl);
        lines.writeEditsOfTargets(treated.rule(), treated.targets());
    }

    private void writeTimeout(Timeouts timeouts) {
        timeouts.ofOneTry().ifPresent(timeout -> {
            boolean off = timeout.isZero() || timeout.compareTo(LONGEST) > 0;
            text.line("http-request", "set-timeout", "server", (off ? LONGEST : timeout).toMillis() + "ms", "if", acl);
        });
    }

    private void writeRewrite(UrlRewrite rewrite) {
        if (!rewrite.hostname().isEmpty()) {
            text.line("http-request", "set-header", "Host", rewrite.hostname(), "if", acl);
        }
        rewrite.path().ifPresent(this::writePath);
    }

    /** Both lines look at the path as it came, so that the first does not trouble the second. */
    private void writePath(PathRewrite path) {
        String hasPath = acl + "_has_path";
        text.line("acl", hasPath, "var(" + Variable.PATH + ")", "-m", "found");
        text.line("http-request", "set-path", ConfigurationWord.of(PathFormat.of(path)), "if", acl, hasPath);
        PathFormat.lengthThatLeavesNothing(path).ifPresent(length -> {
            String nothing = acl + "_nothing_left";
            text.line("acl", nothing, "var(" + Variable.PATH + ")", "-m", "len", Integer.toString(length));
            text.line("http-request", "set-path", "/", "if", acl, nothing);
        });
    }

    private void writeEdits(HeaderEdits edits, String rules, String conditions) {
        for (String name : edits.remove()) {
            text.line(rules, "del-header", ConfigurationWord.of(name), "if", conditions);
        }
        for (HeaderEdits.Header header : edits.set()) {
            writeHeader(rules, "set-header", header, conditions);
        }
        for (HeaderEdits.Header header : edits.add()) {
            writeHeader(rules, "add-header", header, conditions);
        }
    }

    private void writeHeader(String rules, String action, HeaderEdits.Header header, String conditions) {
        text.line(
                rules,
                action,
                ConfigurationWord.of(header.name()),
                ConfigurationWord.format(header.value()),
                "if",
                conditions);
    }

    /** A rule that names one backend several times tells its shares apart by the draw, as the frontend did. */
    private void writeEditsOfTargets(Rule rule, List<WeightedBackend> here) {
        List<WeightedBackend> sharing = Hit.sharing(rule);
        long sum = 0;
        for (int i = 0; i < sharing.size(); i++) {
            WeightedBackend target = sharing.get(i);
            String conditions = acl;
            if (here.contains(target) && target.hasEdits()) {
                if (here.size() > 1) {
                    String share = acl + "_share_" + (i + 1);
                    long from = Hit.bound(sum, rule.totalWeight());
                    long below = Hit.bound(sum + target.weight(), rule.totalWeight());
                    text.line("acl", share, "var(" + Variable.DRAW + ")", "-m", "int", from + ":" + (below - 1));
                    conditions = acl + " " + share;
                }
                writeEdits(target.requestHeaders(), "http-request", conditions);
                writeEdits(target.responseHeaders(), "http-after-response", conditions);
            }
            sum += target.weight();
        }
    }
}
