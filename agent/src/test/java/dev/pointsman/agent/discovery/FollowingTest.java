package dev.pointsman.agent.discovery;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is believed of an answer. */
class FollowingTest {

    @Test
    void whoeverComesIsTakenAtOnce() {
        assertThat(Following.NOBODY.next(instances(1, 5)).addresses()).hasSize(4);
        assertThat(four().next(instances(1, 9)).addresses()).hasSize(8);
    }

    @Test
    void upToHalfOfThemMayBeGoneAtOnce() {
        Following half = four().next(instances(1, 3));
        assertThat(half.addresses()).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(half.isDoubted()).isFalse();
    }

    @Test
    void moreThanHalfStayUntilTheNextAnswerSaysSoToo() {
        Following doubted = four().next(instances(1, 2));
        assertThat(doubted.addresses()).hasSize(4);
        assertThat(doubted.isDoubted()).isTrue();
        assertThat(doubted.next(instances(1, 2)).addresses()).containsExactly("10.0.0.1");
    }

    @Test
    void anEmptyAnswerIsDoubtedLikeAnyOther() {
        Following doubted = four().next(List.of());
        assertThat(doubted.addresses()).hasSize(4);
        assertThat(doubted.next(List.of()).addresses()).isEmpty();
    }

    @Test
    void whenTheyAreBackTheDoubtIsOver() {
        Following back = four().next(List.of()).next(instances(1, 5));
        assertThat(back).isEqualTo(four());
        assertThat(back.next(List.of()).addresses()).hasSize(4);
    }

    @Test
    void oldOnesStayBesideTheNewOnesThatReplaceThemAllForOneAnswer() {
        Following both = four().next(instances(10, 14));
        assertThat(both.addresses()).hasSize(8);
        assertThat(both.next(instances(10, 14)).addresses()).hasSize(4).doesNotContain("10.0.0.1");
    }

    @Test
    void anInstanceThatTookAnAddressOverCountsOnce() {
        Following taken = new Following(
                List.of(
                        new FoundInstance("10.0.0.1", "i-0a", "eu-central-1a"),
                        new FoundInstance("10.0.0.1", "i-0b", "eu-central-1b")),
                false);
        assertThat(taken.instances()).hasSize(1);
    }

    @Test
    void zonesAreCounted() {
        assertThat(four().zones()).containsExactly(java.util.Map.entry("eu-central-1a", 4));
    }

    private static Following four() {
        return new Following(instances(1, 5), false);
    }

    private static List<FoundInstance> instances(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new FoundInstance("10.0.0." + i, "i-%02x".formatted(i), "eu-central-1a"))
                .toList();
    }
}
