package dev.pointsman.pipeline.comparison.fact;

import java.util.ArrayList;
import java.util.List;

import dev.pointsman.pipeline.explain.Words;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.StreamRule;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;
import dev.pointsman.pipeline.plan.treatment.Cors;
import dev.pointsman.pipeline.plan.treatment.HeaderEdits;
import dev.pointsman.pipeline.plan.treatment.PathRewrite;
import dev.pointsman.pipeline.plan.treatment.Redirect;
import dev.pointsman.pipeline.plan.treatment.Retry;
import dev.pointsman.pipeline.plan.treatment.Treatment;
import dev.pointsman.pipeline.plan.treatment.UrlRewrite;

/** What a rule does with what it takes. */
final class RuleFacts {

    private RuleFacts() {}

    static List<String> of(Rule rule) {
        Treatment treatment = rule.treatment();
        List<String> facts = new ArrayList<>();
        facts.add(treatment
                .redirect()
                .map(RuleFacts::of)
                .orElseGet(() -> shares(rule.targets(), rule.weightToNowhere())));
        treatment.rewrite().ifPresent(rewrite -> facts.addAll(of(rewrite)));
        facts.addAll(of("request header", treatment.requestHeaders()));
        facts.addAll(of("response header", treatment.responseHeaders()));
        for (WeightedBackend target : rule.targets()) {
            facts.addAll(of("request header for " + target.backend() + ",", target.requestHeaders()));
            facts.addAll(of("response header from " + target.backend() + ",", target.responseHeaders()));
        }
        treatment.cors().ifPresent(cors -> facts.add(of(cors)));
        treatment.timeouts().request().ifPresent(time -> facts.add("request timeout " + Words.of(time)));
        treatment.timeouts().backendRequest().ifPresent(time -> facts.add("backend request timeout " + Words.of(time)));
        treatment.retry().ifPresent(retry -> facts.add(of(retry)));
        return facts;
    }

    /** {@code shop/v1:80 weight 90, shop/v2:80 weight 10}; a backend that gets everything without its weight. */
    static String shares(StreamRule rule) {
        return shares(rule.targets(), rule.toNowhere());
    }

    private static String shares(List<WeightedBackend> targets, int toNowhere) {
        boolean isShared = targets.size() + (toNowhere > 0 ? 1 : 0) > 1;
        List<String> shares = new ArrayList<>();
        for (WeightedBackend target : targets) {
            boolean weighs = isShared || target.weight() == 0;
            shares.add(target.backend() + (weighs ? " weight " + target.weight() : ""));
        }
        if (toNowhere > 0) {
            shares.add("nobody weight " + toNowhere);
        }
        return shares.isEmpty() ? "no backend" : String.join(", ", shares);
    }

    private static String of(Redirect redirect) {
        return "redirect " + redirect.code()
                + (redirect.scheme().isEmpty() ? "" : ", scheme " + redirect.scheme())
                + (redirect.hostname().isEmpty() ? "" : ", host " + redirect.hostname())
                + (redirect.port() == 0 ? "" : ", port " + redirect.port())
                + redirect.path().map(path -> ", " + of(path)).orElse("");
    }

    private static List<String> of(UrlRewrite rewrite) {
        List<String> facts = new ArrayList<>();
        if (!rewrite.hostname().isEmpty()) {
            facts.add("rewrite to host " + rewrite.hostname());
        }
        rewrite.path().ifPresent(path -> facts.add("rewrite to " + of(path)));
        return facts;
    }

    private static String of(PathRewrite path) {
        return switch (path) {
            case PathRewrite.Full(String whole) -> "path " + whole;
            case PathRewrite.Prefix(String prefix, String replacement) ->
                "path " + shown(replacement) + "… instead of " + shown(prefix) + "…";
        };
    }

    private static String shown(String prefix) {
        return prefix.isEmpty() ? "/" : prefix;
    }

    private static List<String> of(String what, HeaderEdits edits) {
        List<String> facts = new ArrayList<>();
        edits.set().forEach(header -> facts.add(what + " " + header.name() + " set to " + Quoted.of(header.value())));
        edits.add().forEach(header -> facts.add(what + " " + header.name() + " added: " + Quoted.of(header.value())));
        edits.remove().forEach(name -> facts.add(what + " " + name + " removed"));
        return facts;
    }

    private static String of(Cors cors) {
        return "CORS for origins " + String.join(" ", cors.origins())
                + ", methods " + String.join(" ", cors.methods())
                + (cors.headers().isEmpty() ? "" : ", headers " + String.join(" ", cors.headers()))
                + (cors.exposed().isEmpty() ? "" : ", exposing " + String.join(" ", cors.exposed()))
                + (cors.credentials() ? ", with credentials" : "")
                + ", remembered for " + cors.maxAge() + "s";
    }

    private static String of(Retry retry) {
        List<String> codes = retry.codes().stream().map(String::valueOf).toList();
        return retry.attempts() + " retries" + (codes.isEmpty() ? "" : " after " + String.join(" ", codes));
    }
}
