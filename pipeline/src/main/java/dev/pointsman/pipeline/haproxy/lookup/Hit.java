package dev.pointsman.pipeline.haproxy.lookup;

import java.util.List;

import dev.pointsman.pipeline.haproxy.language.ProxyName;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;

/**
 * What a look-up finds: a rule, and everything that has to be known about it from then on, in one text.
 *
 * <p>It exists so that one look-up is enough: fields are taken out of the text where they are needed, and most never are. They are
 * separated by {@code |}, which no name holds:
 *
 * <ol>
 *   <li>what follows: {@code -} nothing, {@code +} rules with further conditions may go before this one, {@code ?} such rules may take
 *       the request and nobody else does;
 *   <li>the rule's rank in its listener, from 0; lower goes first;
 *   <li>the rule's name;
 *   <li>the name of its treatment, or nothing;
 *   <li>the proxy that takes all requests, or nothing when several share them;
 *   <li>of each that shares them: the draw (of 2^32) below which it takes the request, then its proxy.
 * </ol>
 */
public final class Hit {

    public static final String VARIABLE = "txn.hit";

    static final int RANK = 2;
    public static final int RULE = 3;
    public static final int TREATMENT = 4;
    public static final int PROXY = 5;
    public static final int FIRST_BOUND = 6;

    /** The number of values that HAProxy's {@code rand} may take. */
    private static final long DRAWS = 1L << 32;

    private static final int LAST_RANK = Integer.MAX_VALUE;

    private Hit() {}

    /** Only rules with further conditions may take the request. */
    static String none() {
        return "?|" + LAST_RANK;
    }

    static String of(Rule rule, int rank, boolean othersMayGoFirst, Destinations destinations) {
        StringBuilder text = new StringBuilder()
                .append(othersMayGoFirst ? '+' : '-')
                .append('|')
                .append(rank)
                .append('|')
                .append(rule.name())
                .append('|')
                .append(destinations.treatmentOf(rule))
                .append('|');
        List<WeightedBackend> targets = sharing(rule);
        if (shares(rule) < 2) {
            return text.append(proxyOf(rule, targets, destinations)).toString();
        }
        long sum = 0;
        for (WeightedBackend target : targets) {
            sum += target.weight();
            text.append('|')
                    .append(bound(sum, rule.totalWeight()))
                    .append('|')
                    .append(destinations.sectionOf(target.backend(), rule));
        }
        if (rule.weightToNowhere() > 0) {
            text.append('|').append(DRAWS).append('|').append(ProxyName.NOBODY);
        }
        return text.toString();
    }

    /** How many proxies share the rule's requests. */
    public static int shares(Rule rule) {
        return sharing(rule).size() + (rule.weightToNowhere() > 0 ? 1 : 0);
    }

    /** The draw below which targets with this sum of weights take the request. */
    public static long bound(long sum, long total) {
        return Math.multiplyExact(sum, DRAWS) / total;
    }

    public static List<WeightedBackend> sharing(Rule rule) {
        return rule.targets().stream().filter(target -> target.weight() > 0).toList();
    }

    private static String proxyOf(Rule rule, List<WeightedBackend> targets, Destinations destinations) {
        if (rule.treatment().redirect().isPresent()) {
            return ProxyName.ofRedirect(destinations.treatmentOf(rule));
        }
        return targets.isEmpty()
                ? ProxyName.NOBODY
                : destinations.sectionOf(targets.getFirst().backend(), rule);
    }

    /** An expression for one of the fields. */
    public static String field(int number) {
        return "var(" + VARIABLE + ")," + Hit.fieldOf(number);
    }

    /** The converter that takes a field out of such a text. */
    static String fieldOf(int number) {
        return "field(" + number + ",|)";
    }
}
