package dev.pointsman.agent.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.pointsman.pipeline.plan.backend.InstanceSelector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How few questions to EC2 answer many selectors. */
class InstanceQueryTest {

    @Test
    void selectorsWithACommonKeyAreOneQuestionForTheirValues() {
        assertThat(InstanceQuery.covering(List.of(selector("app", "shop"), selector("app", "cart"))))
                .extracting(InstanceQuery::tags)
                .isEqualTo(List.of(Map.of("app", Set.of("cart", "shop"))));
    }

    @Test
    void everyKeyThatAllHaveNarrowsTheQuestion() {
        assertThat(InstanceQuery.covering(List.of(
                        selector("app", "shop", "stage", "live"), selector("app", "cart", "stage", "live", "v", "2"))))
                .extracting(InstanceQuery::tags)
                .isEqualTo(List.of(Map.of("app", Set.of("cart", "shop"), "stage", Set.of("live"))));
    }

    @Test
    void selectorsWithNothingInCommonAreAskedApart() {
        assertThat(InstanceQuery.covering(
                        List.of(selector("app", "shop"), selector("Name", "old"), selector("app", "cart"))))
                .extracting(InstanceQuery::tags)
                .isEqualTo(List.of(Map.of("app", Set.of("cart", "shop")), Map.of("Name", Set.of("old"))));
    }

    @Test
    void ofATagWithoutAValueOnlyTheKeyIsAsked() {
        assertThat(InstanceQuery.covering(List.of(selector("canary", ""))))
                .extracting(InstanceQuery::tags)
                .isEqualTo(List.of(Map.of("canary", Set.of())));
    }

    @Test
    void moreValuesThanAFilterTakesAreSeveralQuestions() {
        List<InstanceSelector> many = new ArrayList<>();
        for (int i = 0; i < 401; i++) {
            many.add(selector("app", "service-%03d".formatted(i)));
        }
        assertThat(InstanceQuery.covering(many))
                .extracting(query -> query.tags().get("app").size())
                .containsExactly(200, 200, 1);
    }

    @Test
    void startingInstancesAreAskedForWhereOneSelectorWantsThem() {
        InstanceSelector patient = selector("app", "shop");
        InstanceSelector eager = new InstanceSelector(Map.of("app", "cart"), true);
        assertThat(InstanceQuery.covering(List.of(patient)).getFirst().startingToo())
                .isFalse();
        assertThat(InstanceQuery.covering(List.of(patient, eager)).getFirst().startingToo())
                .isTrue();
    }

    @Test
    void noSelectorIsNoQuestion() {
        assertThat(InstanceQuery.covering(List.of())).isEmpty();
    }

    private static InstanceSelector selector(String... tags) {
        Map<String, String> all = new java.util.TreeMap<>();
        for (int i = 0; i < tags.length; i += 2) {
            all.put(tags[i], tags[i + 1]);
        }
        return new InstanceSelector(all, false);
    }
}
