package dev.pointsman.lab.git;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.pointsman.lab.linux.Command;
import dev.pointsman.lab.linux.Daemon;

/**
 * A Git server by SSH: the real sshd(8) on loopback, which lets in whoever has the one private key, as the user that runs this.
 *
 * <p>It exists so that host keys, key types and refusals are OpenSSH's own. The machine's configuration of sshd is not read.
 */
public final class SshServer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    /** sshd does not start as root without it; the packages make it when their service starts. */
    private static final Path PRIVILEGE_SEPARATION = Path.of("/run/sshd");

    private final Path folder;
    private final int port;
    private final Daemon daemon;
    private final boolean madeSeparation;

    private SshServer(Path folder, int port, Daemon daemon, boolean madeSeparation) {
        this.folder = folder;
        this.port = port;
        this.daemon = daemon;
        this.madeSeparation = madeSeparation;
    }

    /**
     * Starts the server.
     *
     * @param folder of its keys, configuration and log; made when missing
     * @param hostKeyType as ssh-keygen(1) names it, for instance {@code ed25519}
     */
    public static SshServer start(Path folder, String hostKeyType) throws IOException {
        Files.createDirectories(folder);
        makeKey(folder.resolve("host"), hostKeyType);
        makeKey(folder.resolve("client"), "ed25519");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path configuration = Files.writeString(folder.resolve("sshd_config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                StrictModes no
                UsePAM no
                PidFile none
                """.formatted(
                        port, folder.resolve("host"), folder.resolve("client.pub")));
        boolean made = !Files.exists(PRIVILEGE_SEPARATION) && Files.isWritable(PRIVILEGE_SEPARATION.getParent());
        if (made) {
            Files.createDirectories(PRIVILEGE_SEPARATION);
        }
        Daemon daemon = Daemon.start(
                List.of(PROGRAM.toString(), "-D", "-e", "-f", configuration.toString()),
                Map.of(),
                folder.resolve("log"));
        SshServer server = new SshServer(folder, port, daemon, made);
        try {
            daemon.await("start sshd", Duration.ofSeconds(20), () -> {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    return socket.isConnected();
                }
            });
        } catch (IOException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private static void makeKey(Path file, String type) throws IOException {
        Command.of("ssh-keygen", "-q", "-N", "", "-t", type, "-f", file.toString())
                .run();
    }

    /** The URL of a repository, by its absolute path. */
    public String url(Path repository) {
        return "ssh://%s@127.0.0.1:%d%s".formatted(System.getProperty("user.name"), port, repository);
    }

    /** The key that the server lets in. */
    public Path clientKey() {
        return folder.resolve("client");
    }

    /** The line of a known_hosts file for this server. */
    public String knownHost() throws IOException {
        String[] key = Files.readString(folder.resolve("host.pub")).split(" ");
        return "[127.0.0.1]:%d %s %s%n".formatted(port, key[0], key[1].strip());
    }

    @Override
    public void close() throws IOException {
        daemon.stop();
        if (madeSeparation) {
            Files.deleteIfExists(PRIVILEGE_SEPARATION);
        }
    }
}
