package dev.pointsman.pipeline.haproxy.lookup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.RuleName;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;
import dev.pointsman.pipeline.plan.treatment.Treatment;

/**
 * Who treats which requests: the rules whose requests are more than forwarded, by the section that does it.
 *
 * <p>It exists because HAProxy reads the rules of a section one by one. In the frontend every rule of every route would be read for every
 * request; so a frontend only finds out where a request goes, and that section has the lines of the few rules that lead to it. A
 * treatment is named after its rule; a rule whose matches have several prefixes to replace has one for each, told apart by a number.
 */
public final class Treatments {

    private final Map<RuleName, Map<Treatment, String>> names = new HashMap<>();
    private final Map<BackendName, Map<String, Rule>> rulesByBackend = new HashMap<>();
    private final SortedMap<String, Rule> redirects = new TreeMap<>();

    private final Identities identities;

    public Treatments(Plan plan) {
        identities = new Identities(plan);
        plan.entrypoints().stream()
                .flatMap(entrypoint -> entrypoint.listeners().stream())
                .flatMap(listener -> listener.rules().stream())
                .filter(Treatments::isTreated)
                .forEach(this::add);
    }

    private static boolean isTreated(Rule rule) {
        return !rule.treatment().isNone() || rule.targets().stream().anyMatch(WeightedBackend::hasEdits);
    }

    private void add(Rule rule) {
        Map<Treatment, String> own = names.computeIfAbsent(rule.name(), any -> new HashMap<>());
        if (!own.containsKey(rule.treatment())) {
            String name = own.isEmpty() ? rule.name().toString() : rule.name() + "." + own.size();
            own.put(rule.treatment(), name);
            for (WeightedBackend target : Hit.sharing(rule)) {
                rulesByBackend
                        .computeIfAbsent(target.backend(), any -> new LinkedHashMap<>())
                        .put(name, rule);
            }
            if (rule.treatment().redirect().isPresent()) {
                redirects.put(name, rule);
            }
        }
    }

    /** Which certificates the servers of backends are shown. */
    public Identities identities() {
        return identities;
    }

    /** Empty for a rule that only forwards. */
    String nameOf(Rule rule) {
        return names.getOrDefault(rule.name(), Map.of()).getOrDefault(rule.treatment(), "");
    }

    /** The rules that answer by a redirect, by their treatment's name. */
    public SortedMap<String, Rule> redirects() {
        return redirects;
    }

    /** The treatments of a backend's requests by rules that send them to its own section, or to the one of that rule. */
    public List<Treated> of(BackendName backend, Optional<RuleName> sectionOf) {
        List<Treated> all = new ArrayList<>();
        rulesByBackend.getOrDefault(backend, Map.of()).forEach((name, rule) -> {
            boolean here = rule.treatment().retry().isPresent()
                    ? sectionOf.filter(rule.name()::equals).isPresent()
                    : sectionOf.isEmpty();
            if (here) {
                List<WeightedBackend> targets = Hit.sharing(rule).stream()
                        .filter(target -> target.backend().equals(backend))
                        .toList();
                all.add(new Treated(name, rule, targets));
            }
        });
        return all;
    }

    /** The rules that need a section of their own for this backend, because retries are a section's. */
    public List<Rule> withRetries(BackendName backend) {
        SortedMap<String, Rule> found = new TreeMap<>();
        for (Rule rule : rulesByBackend.getOrDefault(backend, Map.of()).values()) {
            if (rule.treatment().retry().isPresent()) {
                found.putIfAbsent(rule.name().toString(), rule);
            }
        }
        return List.copyOf(found.values());
    }

    /**
     * One treatment in one section.
     *
     * @param name the treatment's name
     * @param rule a rule that has it
     * @param targets the rule's shares that the section serves; more than one when the rule names the backend several times
     */
    public record Treated(String name, Rule rule, List<WeightedBackend> targets) {}
}
