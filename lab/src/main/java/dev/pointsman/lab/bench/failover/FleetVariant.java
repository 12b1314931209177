package dev.pointsman.lab.bench.failover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.pointsman.lab.demo.DidNotHappen;
import dev.pointsman.lab.demo.Narrator;
import dev.pointsman.lab.demo.Stage;
import dev.pointsman.lab.linux.Folder;
import dev.pointsman.lab.vpc.VpcBuilder;

/**
 * The base definitions' fleet with a few lines changed; everything else is as they have it.
 *
 * @param example the folder of the base definitions
 * @param tables how many route tables the fleet holds: 1, or all of a VPC that has at least four
 * @param changes lines of the fleet's file, each with what takes its place
 * @param isOverTls whether EC2 is called over TLS
 */
record FleetVariant(Path example, int tables, Map<String, String> changes, boolean isOverTls) {
    private static final String FLEET = "edge/fleet.yaml";
    /** The lab has the main table and one per zone anyway. */
    private static final int USUAL_TABLES = 1 + VpcBuilder.ZONES.size();

    FleetVariant {
        if (tables != 1 && tables < USUAL_TABLES) {
            throw new IllegalArgumentException(
                    "'%d' route tables are neither 1 nor at least %d".formatted(tables, USUAL_TABLES));
        }
    }

    static FleetVariant of(Path example) {
        return new FleetVariant(example, USUAL_TABLES, Map.of(), false);
    }

    FleetVariant withTables(int count) {
        return new FleetVariant(example, count, changes, isOverTls);
    }

    FleetVariant overTls(boolean wanted) {
        return new FleetVariant(example, tables, changes, wanted);
    }

    /** VRRP's timing, in the words of the definitions: {@code 100ms}, {@code 30s}. */
    FleetVariant withVrrp(String advertisementInterval, String preemptDelay) {
        var changed = new LinkedHashMap<>(changes);
        changed.put("advertisementInterval: 100ms", "advertisementInterval: " + advertisementInterval);
        changed.put("preemptDelay: 30s", "preemptDelay: " + preemptDelay);
        return new FleetVariant(example, tables, changed, isOverTls);
    }

    /** Opens a lab for it; its nodes are still bare. */
    Stage open(Path binary, Narrator narrator) throws IOException, DidNotHappen {
        var folder = Files.createTempDirectory("definitions-");
        try {
            Folder.copy(example, folder);
            change(folder.resolve(FLEET));
            int extra = Math.max(0, tables - USUAL_TABLES);
            return isOverTls
                    ? Stage.openOverTls(folder, binary, narrator, extra)
                    : Stage.open(folder, binary, narrator, extra);
        } finally {
            Folder.delete(folder);
        }
    }

    private void change(Path fleet) throws IOException {
        var all = new LinkedHashMap<>(changes);
        if (tables == 1) {
            all.put("    all: true\n", "    ids: [%s]\n".formatted(VpcBuilder.zoneRouteTable(1)));
        }
        var text = Files.readString(fleet);
        for (var change : all.entrySet()) {
            if (!text.contains(change.getKey())) {
                throw new IOException("failed to change the fleet: '%s' has no '%s'"
                        .formatted(FLEET, change.getKey().strip()));
            }
            text = text.replace(change.getKey(), change.getValue());
        }
        Files.writeString(fleet, text);
    }
}
