package dev.pointsman.pipeline.finding;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SuggestionTest {

    private static final List<String> FIELDS = List.of("backendRefs", "matches", "name", "timeouts");

    @Test
    void aSlipOfTheFingerFindsTheNameThatWasMeant() {
        assertThat(Suggestion.hint("backendRef", FIELDS)).isEqualTo("Did you mean \"backendRefs\"?");
        assertThat(Suggestion.hint("backendrefs", FIELDS)).isEqualTo("Did you mean \"backendRefs\"?");
        assertThat(Suggestion.hint("macthes", FIELDS)).isEqualTo("Did you mean \"matches\"?");
        assertThat(Suggestion.hint("nmae", FIELDS)).isEqualTo("Did you mean \"name\"?");
    }

    @Test
    void somethingElseGetsTheListOfWhatThereIs() {
        assertThat(Suggestion.hint("colour", FIELDS)).isEqualTo("Known: backendRefs, matches, name, timeouts.");
        assertThat(Suggestion.hint("colour", List.of())).isEmpty();
    }

    @Test
    void aLongListIsCut() {
        List<String> names = IntStream.range(10, 30).mapToObj(i -> "n" + i).toList();

        assertThat(Suggestion.list(names)).isEqualTo("n10, n11, n12, n13, n14, n15, n16, n17, n18, n19 and 10 more");
    }

    @Test
    void ofEqualsTheFirstOfTheAlphabetIsNamed() {
        assertThat(Suggestion.nearest("shop-v3", List.of("shop-v2", "shop-v1"))).contains("shop-v1");
    }
}
