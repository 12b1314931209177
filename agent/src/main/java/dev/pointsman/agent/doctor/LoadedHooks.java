package dev.pointsman.agent.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the keepalived that runs says of its hooks: the only way to see that it has dropped one.
 *
 * <p>Source: the dump that keepalived writes on SIGUSR1 (keepalived(8)); a hook that was dropped at start is simply not in it.
 */
final class LoadedHooks {

    private static final Pattern FIFO = Pattern.compile(" VRRP notify fifo = .+");
    private static final Pattern INSTANCE = Pattern.compile(" VRRP Instance = (\\S+)");
    private static final Pattern HOOK = Pattern.compile(" {3}Generic state transition script = .+");
    private static final Pattern PROBE = Pattern.compile(" {3}Tracked scripts :.*");
    private static final Pattern SECTION = Pattern.compile("------< .+");

    private static final String NEXT = "correct what \"pointsman doctor\" says about the hook, then restart keepalived";

    private LoadedHooks() {}

    /** @param dump the text of {@code keepalived.data} */
    static List<Ailment> ailments(String dump) {
        List<Ailment> ailments = new ArrayList<>();
        if (dump.lines().noneMatch(line -> FIFO.matcher(line).matches())) {
            ailments.add(new Ailment(
                    "keepalived", "runs without a notify FIFO, so the agent hears of transitions late", NEXT));
        }
        String instance = "";
        boolean hasHook = true;
        boolean hasProbe = true;
        for (String line : (dump + "\n------< end >------\n").lines().toList()) {
            Matcher next = INSTANCE.matcher(line);
            boolean begins = next.matches();
            if (begins || SECTION.matcher(line).matches()) {
                if (!hasHook) {
                    ailments.add(new Ailment(
                            "keepalived, route group " + instance,
                            "has dropped its hook: it would become MASTER, and nobody would be called",
                            NEXT));
                }
                if (!hasProbe) {
                    ailments.add(new Ailment(
                            "keepalived, route group " + instance,
                            "has dropped its check of HAProxy: it would stay MASTER while HAProxy is down",
                            NEXT));
                }
                instance = begins ? next.group(1) : "";
                hasHook = !begins;
                hasProbe = !begins;
            } else {
                hasHook |= HOOK.matcher(line).matches();
                hasProbe |= PROBE.matcher(line).matches();
            }
        }
        return ailments;
    }
}
