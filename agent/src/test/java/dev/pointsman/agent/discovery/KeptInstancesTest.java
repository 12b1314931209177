package dev.pointsman.agent.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.pointsman.pipeline.plan.backend.InstanceSelector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a generation says of its instances. */
class KeptInstancesTest {

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        KnownInstances known = new KnownInstances(
                "vpc-0123456789abcdef0",
                new TreeMap<>(Map.of(
                        new InstanceSelector(Map.of("app", "shop", "aws:autoscaling:groupName", "a \"b\" c"), true),
                        new Following(
                                List.of(
                                        new FoundInstance("10.20.1.30", "i-0a", "eu-central-1a"),
                                        new FoundInstance("10.20.2.30", "i-0b", "eu-central-1b")),
                                false),
                        new InstanceSelector(Map.of("app", "nobody"), false),
                        Following.NOBODY)));
        Files.writeString(folder.resolve(KeptInstances.FILE), KeptInstances.render(known));

        assertThat(KeptInstances.of(folder)).isEqualTo(known);
    }

    @Test
    void aGenerationWithoutTheFileSelectsNobody() throws IOException {
        assertThat(KeptInstances.of(folder)).isEqualTo(KnownInstances.NONE);
    }

    @Test
    void aDamagedFileIsAnErrorThatNamesIt() throws IOException {
        Path file = folder.resolve(KeptInstances.FILE);
        for (String damaged : List.of("{", "{}", "{\"selectors\": [{\"tags\": {}}]}", "[]")) {
            Files.writeString(file, damaged);
            assertThatThrownBy(() -> KeptInstances.of(folder)).isInstanceOf(IOException.class);
        }
    }
}
