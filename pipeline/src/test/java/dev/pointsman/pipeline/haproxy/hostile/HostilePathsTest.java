package dev.pointsman.pipeline.haproxy.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.plan.PlanFixture;
import org.junit.jupiter.api.Test;

import static dev.pointsman.pipeline.haproxy.traffic.RawRequest.get;
import static dev.pointsman.pipeline.plan.PlanFixture.exact;
import static dev.pointsman.pipeline.plan.PlanFixture.prefix;
import static org.assertj.core.api.Assertions.assertThat;

/** Paths that would mean something to HAProxy if they got out of their place. */
@AsksHaproxy
class HostilePathsTest extends MatchedAlone {

    @Test
    void exact_paths() throws Exception {
        List<String> paths = paths();
        eachMatchesItselfAlone(paths, path -> exact(path), path -> get(path, HOST), otherPaths(paths));
    }

    @Test
    void path_prefixes() throws Exception {
        List<String> paths =
                paths().stream().filter(path -> !path.endsWith("/")).toList();
        eachMatchesItselfAlone(paths, path -> prefix(path), path -> get(path + "/below", HOST), otherPaths(paths));
    }

    @Test
    void paths_that_no_request_can_have_are_accepted_and_match_nothing() throws Exception {
        List<String> paths = List.of("/a b", "/a?b", "/#", "/ # \n".strip(), "/a -- b");
        try (Routes routes = new Routes(paths.stream().map(PlanFixture::exact).toList())) {
            for (String target : List.of("/a", "/a?b", "/b", "/", "/a%20b", "/a%3Fb")) {
                assertThat(routes.haproxy.send(get(target, HOST)).status())
                        .as(target)
                        .isEqualTo(404);
            }
        }
    }

    private static List<String> paths() {
        List<String> paths = new ArrayList<>(HostileValues.VALUES.stream()
                .filter(value -> !value.matches(".*[ #?].*"))
                .map(value -> "/" + value)
                .toList());
        paths.add("/" + "'\"\\$".repeat(255));
        paths.add("/" + "x".repeat(1023));
        return paths;
    }

    /** The same among those that are paths, as HAProxy refuses anything else with 400; and none below the path itself. */
    private static Function<String, List<String>> otherPaths(List<String> paths) {
        return path -> different(paths).apply(path).stream()
                .filter(other -> other.startsWith("/") && !other.startsWith(path + "/"))
                .toList();
    }
}
