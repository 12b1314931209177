package dev.pointsman.pipeline.plan.value;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class Ipv4BlockTest {

    @Test
    void textAndBackAgain() {
        for (String text : new String[] {"0.0.0.0/0", "10.99.0.0/24", "192.0.2.128/25", "255.255.255.255/32"}) {
            assertThat(Ipv4Block.parse(text)).hasToString(text);
        }
        assertThat(Ipv4Block.host("10.99.0.10")).hasToString("10.99.0.10/32");
        assertThat(Ipv4Block.around("10.99.0.200", 25)).hasToString("10.99.0.128/25");
    }

    @Test
    void whatIsNoBlockOrNotAlignedIsRefused() {
        for (String text :
                new String[] {"10.99.0.0", "10.99.0.0/33", "10.99.0/24", "010.99.0.0/24", "10.99.0.0/024", "/24", ""}) {
            assertThatThrownBy(() -> Ipv4Block.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"" + text + "\"");
        }
        assertThatThrownBy(() -> Ipv4Block.parse("10.99.0.8/24")).hasMessageContaining("begins at \"10.99.0.0\"");
    }

    @Test
    void itsEndsAndWhatIsInIt() {
        Ipv4Block block = Ipv4Block.parse("192.0.2.128/25");

        assertThat(block.first()).isEqualTo("192.0.2.128");
        assertThat(block.last()).isEqualTo("192.0.2.255");
        assertThat(block.contains("192.0.2.128")).isTrue();
        assertThat(block.contains("192.0.2.127")).isFalse();
        assertThat(block.contains("192.0.3.0")).isFalse();
        assertThat(block.isHost()).isFalse();
        assertThat(Ipv4Block.parse("0.0.0.0/0").contains("255.0.0.1")).isTrue();
    }

    @Test
    void blocksOverlapWhenOneLiesInTheOther() {
        Ipv4Block block = Ipv4Block.parse("10.99.0.0/24");

        assertThat(block.overlaps(Ipv4Block.host("10.99.0.10"))).isTrue();
        assertThat(Ipv4Block.host("10.99.0.10").overlaps(block)).isTrue();
        assertThat(block.overlaps(Ipv4Block.parse("10.99.0.0/16"))).isTrue();
        assertThat(block.overlaps(Ipv4Block.parse("10.99.1.0/24"))).isFalse();
    }
}
