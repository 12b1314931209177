package dev.pointsman.pipeline.change;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.backend.BackendProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.pointsman.pipeline.change.ChangeFixtures.anyHost;
import static dev.pointsman.pipeline.change.ChangeFixtures.bundle;
import static dev.pointsman.pipeline.change.ChangeFixtures.cart;
import static dev.pointsman.pipeline.change.ChangeFixtures.cookies;
import static dev.pointsman.pipeline.change.ChangeFixtures.files;
import static dev.pointsman.pipeline.change.ChangeFixtures.fixture;
import static dev.pointsman.pipeline.change.ChangeFixtures.retrying;
import static dev.pointsman.pipeline.change.ChangeFixtures.routes;
import static dev.pointsman.pipeline.change.ChangeFixtures.searching;
import static dev.pointsman.pipeline.change.ChangeFixtures.shared;
import static dev.pointsman.pipeline.plan.PlanFixture.exact;
import static dev.pointsman.pipeline.plan.PlanFixture.header;
import static dev.pointsman.pipeline.plan.PlanFixture.prefix;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

/** The decision table: what runs, what shall run, and what is done about it. */
class ChangeDecisionTest {

    private static final String CHECKED = "check inter 2s fastinter 500ms downinter 2s fall 3 rise 2";
    private static final String IDLE = "pool-max-conn -1 pool-purge-delay 5s";

    /** One row. */
    private record Row(
            String sentence,
            PlanFixture running,
            PlanFixture wanted,
            Capabilities capabilities,
            List<String> expected) {

        static Row of(String sentence, PlanFixture running, PlanFixture wanted, String... expected) {
            return new Row(sentence, running, wanted, Capabilities.ALL, List.of(expected));
        }

        @Override
        public String toString() {
            return sentence;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                Row.of("another revision of the same content", cart("10.20.1.1:80"), cart("10.20.1.1:80"), "nothing"),
                Row.of(
                        "an endpoint more",
                        cart("10.20.1.1:80"),
                        cart("10.20.1.1:80", "10.20.1.2:80"),
                        "add shop_cart_8080/10.20.1.2-80 10.20.1.2:80 " + CHECKED + " " + IDLE),
                Row.of(
                        "a host name more: one server for each address that it may have",
                        cart("a.example.com:80"),
                        cart("a.example.com:80", "b.example.com:80"),
                        ofAName("reload SERVER: server \"b.example.com-80-%d\" of \"backend shop_cart_8080\""
                                + " cannot be added at run time: it has a host name")),
                Row.of(
                        "a host name less",
                        cart("a.example.com:80", "b.example.com:80"),
                        cart("a.example.com:80"),
                        ofAName("remove shop_cart_8080/b.example.com-80-%d")),
                Row.of(
                        "the first host name",
                        cart("10.20.1.1:80"),
                        cart("10.20.1.1:80", "b.example.com:80"),
                        Stream.concat(
                                        Stream.of("reload SECTION: \"resolvers node\" is new"),
                                        Stream.of(ofAName(
                                                "reload SERVER: server \"b.example.com-80-%d\" of \"backend shop_cart_8080\""
                                                        + " cannot be added at run time: it has a host name")))
                                .toArray(String[]::new)),
                Row.of(
                        "an endpoint less",
                        cart("10.20.1.1:80", "10.20.1.2:80"),
                        cart("10.20.1.2:80"),
                        "remove shop_cart_8080/10.20.1.1-80"),
                Row.of(
                        "an endpoint that moves: the new one comes before the old one goes",
                        cart("10.20.1.1:80"),
                        cart("10.20.1.1:81"),
                        "add shop_cart_8080/10.20.1.1-81 10.20.1.1:81 " + CHECKED + " " + IDLE,
                        "remove shop_cart_8080/10.20.1.1-80"),
                Row.of(
                        "the first endpoint",
                        cart(),
                        cart("10.20.1.1:80"),
                        "add shop_cart_8080/10.20.1.1-80 10.20.1.1:80 " + CHECKED + " " + IDLE),
                Row.of("the last endpoint", cart("10.20.1.1:80"), cart(), "remove shop_cart_8080/10.20.1.1-80"),
                Row.of(
                        "an endpoint that speaks HTTP/2, under a policy with a cookie",
                        cookies("10.20.1.1:80"),
                        cookies("10.20.1.1:80", "10.20.1.2:80"),
                        "add shop_cart_8080/10.20.1.2-80 10.20.1.2:80 " + CHECKED
                                + " inter 2000ms fastinter 500ms downinter 2000ms rise 2 fall 3 maxconn 7 proto h2 "
                                + IDLE + " cookies by shop/cart:8080"),
                Row.of(
                        "an endpoint of a rule with retries is checked in both sections until the next reload",
                        retrying("10.20.1.1:80"),
                        retrying("10.20.1.1:80", "10.20.1.2:80"),
                        "add shop_cart_8080/10.20.1.2-80 10.20.1.2:80 " + CHECKED + " " + IDLE,
                        "add shop_cart_8080:shop_cart_0/10.20.1.2-80 10.20.1.2:80 " + CHECKED + " " + IDLE),
                Row.of("other weights", shared(90, 10), shared(50, 50), "map 10.99.0.10-80.prefixes.map: *:"),
                Row.of(
                        "a path more",
                        routes(rule("shop/cart", 0, "a.example.com", exact("/a"), to("shop/cart", 8080, 1))),
                        routes(
                                rule("shop/cart", 0, "a.example.com", exact("/a"), to("shop/cart", 8080, 1)),
                                rule("shop/cart", 1, "a.example.com", exact("/b"), to("shop/cart", 8080, 1))),
                        "map 10.99.0.10-80.paths.map: A:/a A:/b"),
                Row.of(
                        "an exact path becomes a prefix: at every moment somebody takes it",
                        routes(
                                rule("shop/cart", 0, "a.example.com", exact("/a"), to("shop/cart", 8080, 1)),
                                rule("shop/cart", 1, "a.example.com", exact("/b"), to("shop/cart", 8080, 1)),
                                rule("shop/cart", 2, "a.example.com", prefix("/x"), to("shop/cart", 8080, 1))),
                        routes(
                                rule("shop/cart", 0, "a.example.com", exact("/b"), to("shop/cart", 8080, 1)),
                                rule("shop/cart", 1, "a.example.com", prefix("/a"), to("shop/cart", 8080, 1)),
                                rule("shop/cart", 2, "a.example.com", prefix("/x"), to("shop/cart", 8080, 1))),
                        "map 10.99.0.10-80.paths.map: A:/a A:/b",
                        "map 10.99.0.10-80.prefixes.map: A:/a/ A:/x/",
                        "map 10.99.0.10-80.paths.map: A:/b"),
                Row.of(
                        "a host more, before the other in the alphabet: its paths are there before it is",
                        routes(rule("shop/cart", 0, "b.example.com", exact("/a"), to("shop/cart", 8080, 1))),
                        routes(
                                rule("shop/cart", 0, "a.example.com", exact("/a"), to("shop/cart", 8080, 1)),
                                rule("shop/cart", 0, "b.example.com", exact("/a"), to("shop/cart", 8080, 1))),
                        "map 10.99.0.10-80.paths.map: B:/a A:/a",
                        "map 10.99.0.10-80.hosts.map: a.example.com b.example.com"),
                Row.of(
                        "a host less: it goes before its paths do",
                        routes(
                                rule("shop/cart", 0, "a.example.com", exact("/a"), to("shop/cart", 8080, 1)),
                                rule("shop/cart", 0, "b.example.com", exact("/a"), to("shop/cart", 8080, 1))),
                        routes(rule("shop/cart", 0, "b.example.com", exact("/a"), to("shop/cart", 8080, 1))),
                        "map 10.99.0.10-80.paths.map: B:/a A:/a",
                        "map 10.99.0.10-80.hosts.map: b.example.com",
                        "map 10.99.0.10-80.paths.map: B:/a"),
                Row.of(
                        "a backend more",
                        routes(rule("shop/cart", 0, "a.example.com", exact("/a"), to("shop/cart", 8080, 1))),
                        searching(),
                        "reload SECTION: \"backend shop_search_8080\" is new"),
                Row.of(
                        "a backend less",
                        searching(),
                        routes(rule("shop/cart", 0, "a.example.com", exact("/a"), to("shop/cart", 8080, 1))),
                        "reload SECTION: \"backend shop_search_8080\" goes"),
                Row.of(
                        "another policy",
                        cart("10.20.1.1:80"),
                        cookies("10.20.1.1:80"),
                        "reload SECTION: \"backend shop_cart_8080\" changes: it says \"timeout check 2000ms\" as well"),
                Row.of(
                        "another protocol",
                        cart("10.20.1.1:80"),
                        cart("10.20.1.1:80").backend("shop/cart", 8080, BackendProtocol.HTTP_2, "10.20.1.1:80"),
                        "reload SERVER: server \"10.20.1.1-80\" of \"backend shop_cart_8080\" changes its settings"),
                Row.of(
                        "a rule with a header, which is a line of the frontend",
                        routes(rule("shop/cart", 0, "a.example.com", exact("/a"), to("shop/cart", 8080, 1))),
                        routes(
                                rule("shop/cart", 0, "a.example.com", exact("/a"), to("shop/cart", 8080, 1)),
                                rule("shop/cart", 1, "a.example.com", header("x-a", "b"), to("shop/cart", 8080, 1))),
                        "reload SECTION: \"frontend 10.99.0.10:80\" changes: it says"
                                + " \"http-request set-var(txn.hit) var(txn.class),field(2,|),concat(:,txn.path,/),"
                                + "map_beg(10.99.0.10-80.prefixes.map) if !loo...\" as well",
                        "reload FILE: \"10.99.0.10-80.prefixes.map\" is new"),
                Row.of(
                        "another port",
                        cart("10.20.1.1:80"),
                        fixture(81, anyHost(1)).backend("shop/cart", 8080, "10.20.1.1:80"),
                        "reload SECTION: \"frontend 10.99.0.10:81\" is new",
                        "reload SECTION: \"frontend 10.99.0.10:80\" goes",
                        "reload FILE: \"10.99.0.10-80.prefixes.map\" goes",
                        "reload FILE: \"10.99.0.10-81.prefixes.map\" is new"),
                new Row(
                        "an endpoint more, where no server can be added",
                        cart("10.20.1.1:80"),
                        cart("10.20.1.1:80", "10.20.1.2:80"),
                        new Capabilities(true, false, true, true),
                        List.of("reload COMMAND_MISSING: this HAProxy cannot add or remove servers while it runs")),
                new Row(
                        "other weights, where no map can be replaced and no variable set",
                        shared(90, 10),
                        shared(50, 50),
                        new Capabilities(false, true, false, true),
                        List.of(
                                "reload COMMAND_MISSING: this HAProxy cannot set variables while it runs",
                                "reload COMMAND_MISSING: this HAProxy cannot replace a map while it runs")),
                new Row(
                        "nothing, where nothing can be done",
                        cart("10.20.1.1:80"),
                        cart("10.20.1.1:80"),
                        new Capabilities(false, false, false, false),
                        List.of("nothing")));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void the_cheapest_sufficient_change_is_made(Row row) {
        assertThat(tell(ChangeDecision.between(
                        files(row.running(), "a1"), files(row.wanted(), "b2"), row.capabilities())))
                .isEqualTo(row.expected());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void what_is_the_same_needs_nothing(Row row) {
        assertThat(ChangeDecision.between(files(row.wanted(), "a1"), files(row.wanted(), "b2"), row.capabilities()))
                .isEqualTo(new Change.Nothing());
    }

    @Test
    void a_line_that_nobody_has_thought_of_asks_for_a_reload() {
        Change change = decide(text -> text + "    option something-new\n");

        assertThat(tell(change))
                .singleElement()
                .asString()
                .startsWith("reload SECTION")
                .contains("option something-new");
    }

    @Test
    void a_word_that_the_runtime_api_would_take_apart_asks_for_a_reload() {
        Change change = decide(text -> text.replace(
                "    server 10.20.1.1-80 10.20.1.1:80\n",
                "    server 10.20.1.1-80 10.20.1.1:80\n    server x 10.20.1.2:80 verifyhost 'a;b'\n"));

        assertThat(tell(change))
                .containsExactly(
                        "reload SERVER: server \"x\" of \"backend shop_cart_8080\" cannot be added at run time:"
                                + " \"'a;b'\" cannot be said there");
    }

    @Test
    void a_list_of_certificates_that_changes_asks_for_a_reload() {
        Map<String, String> before = new TreeMap<>(bundle(cart(), "a1"));
        before.computeIfPresent("haproxy.cfg", (name, text) -> text.replace("mode http", "mode http # x.crt-list"));
        Map<String, String> after = new TreeMap<>(before);
        before.put("x.crt-list", "/a\n");
        after.put("x.crt-list", "/b\n");

        assertThat(tell(ChangeDecision.between(ProxyFiles.of(before), ProxyFiles.of(after), Capabilities.ALL)))
                .containsExactly("reload FILE: \"x.crt-list\" changes");
    }

    @Test
    void what_a_worker_can_be_told_is_read_from_its_help() {
        List<String> help = List.of(
                "  abort ssl cert <certfile>               : abort a transaction for a certificate file",
                "  commit ssl cert <certfile>              : commit a certificate file",
                "  set ssl cert <certfile> <payload>       : replace a certificate file",
                "  show ssl cert [<certfile>]              : display the SSL certificates used in memory");

        assertThat(Capabilities.of(help)).isEqualTo(new Capabilities(false, false, false, true));
        assertThat(Capabilities.of(help.subList(1, 4)).certificates()).isFalse();
    }

    @Test
    void keepalived_is_no_business_of_haproxy() {
        Map<String, String> before = bundle(cart(), "a1");
        Map<String, String> after = new TreeMap<>(before);
        after.put("keepalived.conf", "something else");

        assertThat(ChangeDecision.between(ProxyFiles.of(before), ProxyFiles.of(after), Capabilities.ALL))
                .isEqualTo(new Change.Nothing());
    }

    private static Change decide(UnaryOperator<String> edit) {
        Map<String, String> before = bundle(cart("10.20.1.1:80"), "a1");
        Map<String, String> after = new TreeMap<>(before);
        after.computeIfPresent("haproxy.cfg", (name, text) -> edit.apply(text));
        return ChangeDecision.between(ProxyFiles.of(before), ProxyFiles.of(after), Capabilities.ALL);
    }

    private static List<String> tell(Change change) {
        return switch (change) {
            case Change.Nothing nothing -> List.of("nothing");
            case Change.AtRunTime atRunTime ->
                atRunTime.edits().stream().map(ChangeDecisionTest::tell).toList();
            case Change.Reload reload ->
                reload.reasons().stream()
                        .map(reason -> "reload " + reason.cause() + ": " + reason)
                        .toList();
        };
    }

    private static String tell(RuntimeEdit edit) {
        return switch (edit) {
            case RuntimeEdit.AddServer add ->
                "add " + add.backend() + "/" + add.server().name() + " "
                        + add.server().address() + " "
                        + String.join(" ", add.settings())
                        + add.cookieKey().map(key -> " cookies by " + key).orElse("");
            case RuntimeEdit.RemoveServer remove -> "remove " + remove.backend() + "/" + remove.name();
            case RuntimeEdit.ReplaceMap map -> "map " + map.file() + ": " + keys(map.content());
        };
    }

    /** The names of runs are hashes, which would tell a reader nothing. */
    private static String keys(String content) {
        List<String> keys = content.lines()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        return String.join(" ", keys)
                .replace(RUN_OF_A, "A")
                .replace(RUN_OF_B, "B")
                .replace(RUN_OF_ANY, "*");
    }

    private static final String RUN_OF_A = runOf("a.example.com");
    private static final String RUN_OF_B = runOf("b.example.com");
    private static final String RUN_OF_ANY = runOf("*");

    private static String runOf(String host) {
        String map = bundle(routes(rule("shop/cart", 0, host, exact("/a"), to("shop/cart", 8080, 1))), "a1")
                .get("10.99.0.10-80.paths.map");
        return map.substring(0, map.indexOf(':'));
    }

    private static String[] ofAName(String sentence) {
        return IntStream.rangeClosed(1, 8).mapToObj(sentence::formatted).toArray(String[]::new);
    }
}
