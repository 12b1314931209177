package dev.pointsman.pipeline.finding;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the name that was probably meant, so that a finding can ask "Did you mean …?". */
public final class Suggestion {

    /** Longer names are never compared: the comparison costs the product of the lengths, and nobody mistypes a novel. */
    private static final int LONGEST = 100;

    /** Among more names nobody looks for a slip, because each comparison costs something and the number of both is anybody's guess. */
    private static final int MOST_COMPARED = 2000;

    private static final int MOST_LISTED = 10;

    private Suggestion() {}

    /** The known name nearest to the wanted one, when it is near enough to be a slip; the first in the alphabet of equals. */
    public static Optional<String> nearest(String wanted, Collection<String> known) {
        if (wanted.length() > LONGEST || known.size() > MOST_COMPARED) {
            return Optional.empty();
        }
        int bound = Math.max(1, wanted.length() / 3);
        return new TreeSet<>(known)
                .stream()
                        .filter(name -> name.length() <= LONGEST && Math.abs(name.length() - wanted.length()) <= bound)
                        .filter(name -> distance(wanted, name) <= bound)
                        .min(Comparator.comparingInt(name -> distance(wanted, name)));
    }

    /** "Did you mean …?", or else what there is to choose from; empty when there is nothing. */
    public static String hint(String wanted, Collection<String> known) {
        return nearest(wanted, known)
                .map(name -> "Did you mean " + Quoted.of(name) + "?")
                .orElseGet(() -> known.isEmpty() ? "" : "Known: " + list(known) + ".");
    }

    /** The names in alphabetical order, separated by commas; at most ten, then how many more. */
    public static String list(Collection<String> names) {
        TreeSet<String> sorted = new TreeSet<>(names);
        String text = String.join(", ", sorted.stream().limit(MOST_LISTED).toList());
        return sorted.size() <= MOST_LISTED ? text : text + " and " + (sorted.size() - MOST_LISTED) + " more";
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment), case ignored. */
    private static int distance(String a, String b) {
        String left = a.toLowerCase(Locale.ROOT);
        String right = b.toLowerCase(Locale.ROOT);
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + replaced);
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[left.length()][right.length()];
    }
}
