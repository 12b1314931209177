package dev.pointsman.agent.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.pointsman.agent.notify.NotifyMessage.Notify;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** keepalived's FIFO, through its absences. */
class NotifyFifoTest {

    @TempDir
    private Path directory;

    private final BlockingQueue<Notify> news = new LinkedBlockingQueue<>();

    @Test
    void transitions_are_read_in_order_and_in_pieces() throws Exception {
        Path path = fifo();
        try (var _ = NotifyFifo.read(path, news::add)) {
            write(path, "INSTANCE \"edge\" BACKUP 240\nINSTANCE \"ed");
            write(path, "ge\" MASTER 240\n");

            assertThat(next()).isEqualTo(new Notify("INSTANCE", "edge", "BACKUP", "240"));
            assertThat(next()).isEqualTo(new Notify("INSTANCE", "edge", "MASTER", "240"));
        }
    }

    @Test
    void a_writers_end_is_not_the_end() throws Exception {
        Path path = fifo();
        try (var _ = NotifyFifo.read(path, news::add)) {
            write(path, "INSTANCE \"edge\" MASTER 240\n");
            assertThat(next()).isNotNull();
            write(path, "INSTANCE \"edge\" FAULT 240\n");
            assertThat(next()).isEqualTo(new Notify("INSTANCE", "edge", "FAULT", "240"));
        }
    }

    @Test
    void a_fifo_that_appears_later_and_one_that_is_replaced_are_followed() throws Exception {
        Path path = directory.resolve("vrrp.fifo");
        try (var _ = NotifyFifo.read(path, news::add)) {
            assertThat(news.poll(300, TimeUnit.MILLISECONDS)).isNull();
            fifo();
            write(path, "INSTANCE \"edge\" MASTER 240\n");
            assertThat(next()).isEqualTo(new Notify("INSTANCE", "edge", "MASTER", "240"));

            Files.delete(path);
            fifo();
            write(path, "INSTANCE \"edge\" STOP 240\n");
            assertThat(next()).isEqualTo(new Notify("INSTANCE", "edge", "STOP", "240"));
        }
    }

    @Test
    void lines_of_an_unknown_shape_are_still_news() throws Exception {
        Path path = fifo();
        try (var _ = NotifyFifo.read(path, news::add)) {
            write(path, "GROUP \"all\" MASTER\nsomething new\n");

            assertThat(next()).isEqualTo(new Notify("GROUP", "all", "MASTER", "-"));
            assertThat(next()).isEqualTo(new Notify("something", "new", "-", "-"));
        }
    }

    @Test
    void a_regular_file_in_the_fifos_place_is_not_read() throws Exception {
        Path path = Files.writeString(directory.resolve("vrrp.fifo"), "INSTANCE \"edge\" MASTER 240\n");
        try (var _ = NotifyFifo.read(path, news::add)) {
            assertThat(news.poll(500, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    private Path fifo() throws IOException, InterruptedException {
        Path path = directory.resolve("vrrp.fifo");
        assertThat(new ProcessBuilder("mkfifo", path.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        return path;
    }

    /** Writes as keepalived does: with the FIFO open for both, so that it waits for no reader. */
    private static void write(Path path, String text) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        "sh", "-c", "exec 3<>\"$1\"; printf %s \"$2\" >&3; sleep 1", "sh", path.toString(), text)
                .inheritIO()
                .start();
        Thread.sleep(50);
        assertThat(writer.isAlive()).isTrue();
    }

    private Notify next() throws InterruptedException {
        return news.poll(5, TimeUnit.SECONDS);
    }
}
