package dev.pointsman.agent.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.pointsman.agent.discovery.KnownInstances;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The instances that a selector of a Service has on this node, in {@code GET /ownership/node}.
 *
 * @param selector its tags, for instance {@code app=shop}
 * @param count how many instances are its endpoints
 * @param zones how many of them are in each availability zone
 */
@RegisterForReflection
public record SelectedReport(String selector, int count, Map<String, Integer> zones) {

    public SelectedReport {
        zones = new TreeMap<>(zones);
    }

    static List<SelectedReport> of(KnownInstances known) {
        return known.bySelector().entrySet().stream()
                .map(entry -> new SelectedReport(
                        entry.getKey().toString(),
                        entry.getValue().instances().size(),
                        entry.getValue().zones()))
                .toList();
    }
}
