package dev.pointsman.lab.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * An edit that a developer makes to one line of the definitions.
 *
 * @param file below the definitions' folder
 * @param before a text that stands in exactly one line
 * @param after what replaces it
 * @param message of the commit
 */
record Change(String file, String before, String after, String message) {

    /** Version 2 is released: requests without a header get it too. */
    static final Change RELEASE =
            new Change("shop/route.yaml", "name: shop-v1", "name: shop-v2", "Release version 2 of the shop");

    /** A slip of the pen, in a field's name. */
    static final Change SLIP = new Change("shop/route.yaml", "  hostnames:", "  hostname:", "Tidy up the shop's route");

    /** Makes the edit in a checkout, without committing it. */
    void make(Path checkout) throws IOException {
        line(checkout);
        var path = checkout.resolve(file);
        Files.writeString(path, Files.readString(path).replace(before, after));
    }

    /** The number of the line that is edited, from 1. */
    int line(Path checkout) throws IOException {
        var lines = Files.readAllLines(checkout.resolve(file));
        var hits = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).contains(before))
                .toArray();
        if (hits.length != 1) {
            throw new IOException(
                    "failed to edit '%s': '%s' stands in %d lines, expected 1".formatted(file, before, hits.length));
        }
        return hits[0] + 1;
    }

    @Override
    public String toString() {
        return "%s: '%s' becomes '%s'".formatted(file, before.strip(), after.strip());
    }
}
