package dev.pointsman.agent.notify;

import java.time.Duration;
import java.time.Instant;

import dev.pointsman.agent.notify.NotifyMessage.Notify;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Two ways tell of every transition; one that is silent gives itself away. */
class EventWatchTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final EventWatch watch = new EventWatch(() -> now);

    @BeforeEach
    void open() {
        watch.begin();
        later();
    }

    @Test
    void whatWaitedInTheFifoWhileNobodyReadItProvesNothing() {
        watch.begin();
        watch.fifo(told("MASTER"));
        later();

        assertThat(watch.ailments()).isEmpty();
    }

    @Test
    void whatComesOnBothWaysIsWellInWhateverOrder() {
        watch.fifo(told("MASTER"));
        watch.hook(told("MASTER"));
        watch.hook(told("BACKUP"));
        watch.fifo(told("BACKUP"));
        later();

        assertThat(watch.ailments()).isEmpty();
    }

    @Test
    void aHookThatIsNeverCalledIsSaidSoUntilItIs() {
        watch.fifo(told("MASTER"));
        assertThat(watch.ailments()).isEmpty();
        later();
        assertThat(watch.ailments())
                .singleElement()
                .asString()
                .contains("\"edge MASTER\"", "never called its notify script");
        later();
        assertThat(watch.ailments()).hasSize(1);

        watch.hook(told("BACKUP"));
        watch.fifo(told("BACKUP"));
        later();
        assertThat(watch.ailments()).isEmpty();
    }

    @Test
    void aCallThatWasLostInAFlurryOfTransitionsGivesNothingAwayWhenTheHookHasToldOfANewerOne() {
        watch.fifo(told("MASTER"));
        watch.fifo(told("BACKUP"));
        watch.fifo(told("MASTER"));
        now = now.plusMillis(30);
        watch.hook(told("MASTER"));
        watch.hook(told("MASTER"));
        later();

        assertThat(watch.ailments()).isEmpty();
    }

    @Test
    void aCallForAnotherInstanceIsNoSignOfLife() {
        watch.fifo(told("MASTER"));
        now = now.plusMillis(30);
        watch.hook(new Notify("INSTANCE", "other", "MASTER", "240"));
        watch.fifo(new Notify("INSTANCE", "other", "MASTER", "240"));
        later();

        assertThat(watch.ailments()).singleElement().asString().contains("\"edge MASTER\"");
    }

    @Test
    void aFifoThatIsSilentIsSaidSo() {
        watch.hook(told("MASTER"));
        later();

        assertThat(watch.ailments()).singleElement().asString().contains("wrote no line to its FIFO");
    }

    @Test
    void whatIsNoTransitionProvesNothing() {
        watch.hook(new Notify("", "", "", ""));
        watch.fifo(told("STOP"));
        watch.hook(told("MASTER_PRIO"));
        later();

        assertThat(watch.ailments()).isEmpty();
    }

    @Test
    void namesAreForgottenOnceTheyCanGiveNothingAway() {
        for (int name = 0; name < 1000; name++) {
            watch.hook(new Notify("INSTANCE", "name " + name, "MASTER", "240"));
            watch.fifo(new Notify("INSTANCE", "name " + name, name % 2 == 0 ? "MASTER" : "BACKUP", "240"));
        }
        watch.ailments();
        assertThat(watch.size()).isEqualTo(3000);
        later();

        watch.ailments();

        assertThat(watch.size()).isZero();
    }

    private void later() {
        now = now.plus(Duration.ofSeconds(11));
    }

    private static Notify told(String state) {
        return new Notify("INSTANCE", "edge", state, "240");
    }
}
