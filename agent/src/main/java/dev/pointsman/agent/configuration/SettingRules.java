package dev.pointsman.agent.configuration;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.pointsman.agent.generation.Retention;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.yaml.TextRule;

/** Which texts the fields of agent.yaml and the options of {@code pointsman install} take; one rule per notation. */
public final class SettingRules {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})(ms|s|m|h|d)");

    static final TextRule REPOSITORY = rule(
            "a repository to fetch from (http://… or https://… without user name and password, ssh://USER@HOST/…, file:///… or an absolute path)",
            2048,
            RepositoryUrl::new);

    static final TextRule BRANCH =
            rule("a branch name (git-check-ref-format), like \"main\"", 255, DefinitionsSource::requireBranch);

    static final TextRule FOLDER = rule(
            "a folder within the repository, like \".\" or \"edge/definitions\"", 1024, DefinitionsSource::requirePath);

    static final TextRule NODE = new TextRule(
            "a node's name (1 to 63 lower-case letters, digits and '-')", 1, 63, ResourceName::isNamespace);

    static final TextRule FLEET = rule("a Fleet's namespace and name, like \"edge/lab\"", 320, SettingRules::fleet);

    static final TextRule LISTEN =
            rule("HOST:PORT with an IPv4 address and a port from 1 to 65535", 64, ListenAddress::parse);

    static final TextRule POLL_INTERVAL = rule(
            "a duration from 1s to 1h, like \"5s\" or \"2m\"",
            16,
            text -> AgentConfiguration.requirePollInterval(duration(text)));

    static final TextRule GENERATION_AGE = rule(
            "a duration from 1h to 3650d, like \"12h\" or \"30d\"",
            16,
            text -> new Retention(Retention.FEWEST, duration(text)));

    static final TextRule PROGRAM = new TextRule("an absolute path", 1, 4096, text -> text.startsWith("/"));

    static final TextRule USERNAME = new TextRule(
            "a user name without a colon (RFC 7617)", 1, 255, text -> !text.isBlank() && !text.contains(":"));

    private SettingRules() {}

    /** Reads a duration: a number and one of {@code ms}, {@code s}, {@code m}, {@code h}, {@code d}. */
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a duration, like \"500ms\", \"5s\" or \"2m\"");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** Reads {@code namespace/name}. */
    public static ResourceName fleet(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not NAMESPACE/NAME");
        }
        return new ResourceName(text.substring(0, slash), text.substring(slash + 1));
    }

    /** A text is allowed when the value that it stands for can be made. */
    private static TextRule rule(String expected, int longest, Consumer<String> make) {
        return new TextRule(expected, 1, longest, text -> {
            try {
                make.accept(text);
                return true;
            } catch (IllegalArgumentException refused) {
                return false;
            }
        });
    }
}
