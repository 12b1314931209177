package dev.pointsman.lab.bench.revision;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.pointsman.lab.git.Checkout;
import dev.pointsman.lab.linux.Command;
import dev.pointsman.pipeline.compile.DefinitionFile;
import dev.pointsman.pipeline.compile.DefinitionSet;

/** A repository with a long history, made in one go by git-fast-import(1). */
final class LongRepository {

    private static final String IDENTITY = "Lab <lab@example.com> %d +0000\n";
    private static final long BEGIN = 1_700_000_000L;

    private LongRepository() {}

    /**
     * Makes the bare repository.
     *
     * @param definitions its files, in the first commit
     * @param commits how many; all but the first change a file that is no definition
     */
    static void make(Path bare, Path scratch, DefinitionSet definitions, int commits) throws IOException {
        Checkout.createRepository(bare);
        Path stream = scratch.resolve("fast-import");
        try (BufferedWriter out = Files.newBufferedWriter(stream)) {
            for (int number = 1; number <= commits; number++) {
                out.write("commit refs/heads/main\ncommitter " + IDENTITY.formatted(BEGIN + number));
                data(out, "change " + number);
                if (number == 1) {
                    for (DefinitionFile file : definitions.files()) {
                        out.write("M 100644 inline definitions/" + file.path() + "\n");
                        data(out, file.text());
                    }
                } else {
                    out.write("M 100644 inline CHANGES\n");
                    data(out, "change " + number + "\n");
                }
            }
        }
        Command.of(List.of("sh", "-c", "git fast-import --quiet < \"$0\"", stream.toString()))
                .in(bare)
                .run();
        Files.delete(stream);
    }

    private static void data(Writer out, String text) throws IOException {
        out.write("data " + text.getBytes(StandardCharsets.UTF_8).length + "\n" + text + "\n");
    }
}
