package dev.pointsman.pipeline.bundle;

import java.nio.file.Path;

import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.PlanFixture;
import org.junit.jupiter.api.Test;

import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BundleRendererTest {

    private static final NodeLayout LAYOUT = new NodeLayout(Path.of("/"));

    @Test
    void rendering_twice_gives_the_same_bytes() {
        assertThat(render("a1", "10.20.1.30:8080")).isEqualTo(render("a1", "10.20.1.30:8080"));
    }

    @Test
    void another_revision_with_the_same_content_serves_alike_and_is_named_in_the_file() {
        Bundle first = render("a1", "10.20.1.30:8080");
        Bundle second = render("b2", "10.20.1.30:8080");

        assertThat(second.servesLike(first)).isTrue();
        assertThat(first.haproxyConfiguration()).contains("set-var proc.revision str(a1)");
        assertThat(second.haproxyConfiguration()).contains("set-var proc.revision str(b2)");
        assertThat(second.keepalivedConfiguration()).isEqualTo(first.keepalivedConfiguration());
    }

    @Test
    void another_content_has_another_digest_which_the_worker_can_be_asked_for() {
        Bundle first = render("a1", "10.20.1.30:8080");
        Bundle second = render("a1", "10.20.1.31:8080");

        assertThat(second.servesLike(first)).isFalse();
        assertThat(second.haproxyConfiguration()).contains("set-var proc.digest str(" + second.digest() + ")");
    }

    @Test
    void a_change_of_keepalived_alone_is_a_change() {
        Bundle first = BundleRenderer.render(plan("10.20.1.30:8080"), "a1", "node-a", LAYOUT, "eth0");
        Bundle second = BundleRenderer.render(plan("10.20.1.30:8080"), "a1", "node-a", LAYOUT, "ens5");

        assertThat(second.servesLike(first)).isFalse();
    }

    @Test
    void a_revision_that_would_break_out_of_its_line_is_refused() {
        assertThatThrownBy(() -> render("a1\n    stats enable", "10.20.1.30:8080"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("revision");
    }

    @Test
    void a_node_that_the_fleet_does_not_have_is_refused_with_those_it_has() {
        assertThatThrownBy(() -> BundleRenderer.render(plan("10.20.1.30:8080"), "a1", "node-x", LAYOUT, "eth0"))
                .hasMessageContaining("\"node-x\"")
                .hasMessageContaining("node-a, node-b");
    }

    private static Bundle render(String revision, String endpoint) {
        return BundleRenderer.render(plan(endpoint), revision, "node-a", LAYOUT, "eth0");
    }

    private static Plan plan(String endpoint) {
        return new PlanFixture()
                .routeGroup("edge", 51, "169.254.99.1", "10.99.0.10/32", "node-a", "node-b")
                .backend("shop/cart", 8080, endpoint)
                .entrypoint(
                        "10.99.0.10",
                        80,
                        listener(
                                "edge/web",
                                "http",
                                "*",
                                rule("shop/cart", 0, "*", anything(), to("shop/cart", 8080, 1))))
                .plan();
    }
}
