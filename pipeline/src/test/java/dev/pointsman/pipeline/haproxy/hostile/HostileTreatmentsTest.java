package dev.pointsman.pipeline.haproxy.hostile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.haproxy.traffic.EchoBackend;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.backend.TrafficPolicy;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.treatment.Cors;
import dev.pointsman.pipeline.plan.treatment.HeaderEdits;
import dev.pointsman.pipeline.plan.treatment.PathRewrite;
import dev.pointsman.pipeline.plan.treatment.Redirect;
import dev.pointsman.pipeline.plan.treatment.Treatment;
import dev.pointsman.pipeline.plan.treatment.UrlRewrite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.pointsman.pipeline.haproxy.traffic.RawRequest.get;
import static dev.pointsman.pipeline.plan.PlanFixture.exact;
import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.prefix;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

/** What rules write into requests and answers arrives as it was written, however much it looks like HAProxy's own language. */
@AsksHaproxy
class HostileTreatmentsTest {

    private static final String HOST = "Host: shop.example.com";

    @TempDir
    Path directory;

    private EchoBackend backend;

    @BeforeEach
    void start() throws Exception {
        backend = new EchoBackend("one");
    }

    @AfterEach
    void stop() throws Exception {
        backend.close();
    }

    @Test
    void header_values() throws Exception {
        List<String> values = new ArrayList<>(HostileValues.VALUES);
        values.add("'\"\\$%[src]".repeat(400));
        try (HaproxyProcess haproxy = start(values.stream()
                .map(value -> PlanFixture.edits(setting("X-Value", value), setting("X-Value", value)))
                .toList())) {
            for (int i = 0; i < values.size(); i++) {
                RawRequest.Answer answer = haproxy.send(get("/" + i, HOST));
                assertThat(answer.seen("x-value")).as(values.get(i)).containsExactly(values.get(i));
                assertThat(answer.values("x-value")).as(values.get(i)).containsExactly(values.get(i));
            }
        }
    }

    @Test
    void header_names() throws Exception {
        List<String> names = HostileValues.TOKENS;
        try (HaproxyProcess haproxy = start(names.stream()
                .map(name -> PlanFixture.edits(
                        new HeaderEdits(List.of(), List.of(new HeaderEdits.Header(name, "added")), List.of()),
                        new HeaderEdits(List.of(), List.of(), List.of(name))))
                .toList())) {
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i).toLowerCase(Locale.ROOT);
                RawRequest.Answer answer = haproxy.send(get("/" + i, HOST, "X-Answer-Header: " + name + ": own"));
                assertThat(answer.seen(name)).as(name).containsExactly("added");
                assertThat(answer.values(name)).as(name).isEmpty();
            }
        }
    }

    @Test
    void new_paths() throws Exception {
        List<String> paths = HostileValues.VALUES.stream()
                .filter(value -> !value.matches(".*[ #?].*"))
                .map(value -> "/" + value)
                .toList();
        List<Treatment> treatments = new ArrayList<>();
        for (String path : paths) {
            treatments.add(PlanFixture.rewrite(new UrlRewrite("", Optional.of(new PathRewrite.Full(path)))));
        }
        for (String path : paths) {
            treatments.add(
                    PlanFixture.redirect(new Redirect("", "", 80, Optional.of(new PathRewrite.Full(path)), 302)));
        }
        try (HaproxyProcess haproxy = start(treatments)) {
            for (int i = 0; i < paths.size(); i++) {
                assertThat(haproxy.send(get("/" + i, HOST)).seenTarget()).isEqualTo(paths.get(i));
                assertThat(haproxy.send(get("/" + (paths.size() + i), HOST)).values("location"))
                        .containsExactly("http://shop.example.com" + paths.get(i));
            }
        }
    }

    @Test
    void names_of_headers_by_which_endpoints_are_chosen() throws Exception {
        try (EchoBackend other = new EchoBackend("two")) {
            List<String> names = HostileValues.TOKENS;
            PlanFixture plan = new PlanFixture();
            Rule[] rules = new Rule[names.size()];
            for (int i = 0; i < rules.length; i++) {
                TrafficPolicy policy = new TrafficPolicy(
                        TrafficPolicy.HealthCheck.DEFAULT,
                        new TrafficPolicy.Balance(TrafficPolicy.Algorithm.HEADER_HASH, names.get(i)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        Duration.ZERO,
                        "");
                plan.backend("shop/b" + i, 80, backend.endpoint(), other.endpoint())
                        .policy("shop/b" + i, 80, policy);
                rules[i] = rule("shop/a", i, exact("/" + i), Treatment.NONE, to("shop/b" + i, 80, 1));
            }
            plan.entrypoint("127.0.0.1", HaproxyProcess.freePort(), listener("edge/web", "http", "*", rules));
            try (HaproxyProcess haproxy = HaproxyProcess.start(plan.plan(), directory)) {
                for (int i = 0; i < rules.length; i++) {
                    Set<String> chosen = new HashSet<>();
                    for (int turn = 0; turn < 6; turn++) {
                        chosen.add(haproxy.send(get("/" + i, HOST, names.get(i) + ": same"))
                                .backend());
                    }
                    // Without the header they are taken in turn.
                    assertThat(chosen).as(names.get(i)).hasSize(1);
                }
            }
        }
    }

    @Test
    void names_that_pages_may_send_and_read() throws Exception {
        List<String> names =
                HostileValues.TOKENS.stream().filter(name -> !name.equals("*")).toList();
        Cors cors = new Cors(List.of("https://a.example.com"), List.of(), names, names, false, 5);
        try (HaproxyProcess haproxy = start(List.of(PlanFixture.cors(cors)))) {
            RawRequest.Answer answer = haproxy.send(new RawRequest(
                    "OPTIONS",
                    "/0",
                    List.of(HOST, "Origin: https://a.example.com", "Access-Control-Request-Method: PUT")));
            assertThat(answer.values("access-control-allow-headers")).containsExactly(String.join(", ", names));
            assertThat(answer.values("access-control-expose-headers")).containsExactly(String.join(", ", names));
        }
    }

    @Test
    void what_clients_send_stays_in_its_place_in_a_location() throws Exception {
        Treatment treatment =
                PlanFixture.redirect(new Redirect("https", "", 0, Optional.of(new PathRewrite.Prefix("", "/x")), 302));
        try (HaproxyProcess haproxy = HaproxyProcess.start(
                plan(rule("shop/a", 0, prefix("/"), treatment)).plan(), directory)) {
            for (String target : List.of("/%[src]", "/%0d%0aSet-Cookie:a", "/'\"\\|", "/a?%[src]|'")) {
                RawRequest.Answer answer = haproxy.send(get(target, HOST));
                assertThat(answer.values("location")).containsExactly("https://shop.example.com/x" + target);
                assertThat(answer.values("set-cookie")).isEmpty();
            }
        }
    }

    private static HeaderEdits setting(String name, String value) {
        return new HeaderEdits(List.of(new HeaderEdits.Header(name, value)), List.of(), List.of());
    }

    /** Rule n, which is for path {@code /n}, has treatment n. */
    private HaproxyProcess start(List<Treatment> treatments) throws Exception {
        Rule[] rules = new Rule[treatments.size()];
        for (int i = 0; i < rules.length; i++) {
            Treatment treatment = treatments.get(i);
            rules[i] = treatment.redirect().isPresent()
                    ? rule("shop/a", i, exact("/" + i), treatment)
                    : rule("shop/a", i, exact("/" + i), treatment, to("shop/one", 80, 1));
        }
        return HaproxyProcess.start(plan(rules).plan(), directory);
    }

    private PlanFixture plan(Rule... rules) throws Exception {
        return new PlanFixture()
                .backend("shop/one", 80, backend.endpoint())
                .entrypoint("127.0.0.1", HaproxyProcess.freePort(), listener("edge/web", "http", "*", rules));
    }
}
