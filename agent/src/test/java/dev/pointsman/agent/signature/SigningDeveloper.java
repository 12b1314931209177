package dev.pointsman.agent.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.pointsman.lab.git.Checkout;
import dev.pointsman.lab.linux.Command;

/** Somebody who signs commits with the real git and the real ssh-keygen. */
public final class SigningDeveloper {

    private final Path folder;
    private final Path bare;
    private final Checkout checkout;
    private int changes;

    /** @param folder of everything that is made: the server's repository, the checkout, the keys */
    public SigningDeveloper(Path folder) throws IOException {
        this.folder = folder;
        this.bare = folder.resolve("server/definitions.git");
        Checkout.createRepository(bare);
        this.checkout = Checkout.clone(List.of(), bare.toString(), folder.resolve("developer"));
        git("config", "gpg.format", "ssh");
    }

    public Path repository() {
        return bare;
    }

    public Checkout checkout() {
        return checkout;
    }

    /** Makes a key pair and returns the private key's file. */
    public Path key(String name, String... type) throws IOException {
        Path key = folder.resolve(name);
        var line = new java.util.ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-C", name, "-f", key.toString()));
        line.addAll(type.length == 0 ? List.of("-t", "ed25519") : List.of(type));
        Command.of(line).run();
        return key;
    }

    /** The public half, as one line without comment. */
    public static String publicKey(Path key) throws IOException {
        String[] words = Files.readString(Path.of(key + ".pub")).split(" ");
        return words[0] + " " + words[1].strip();
    }

    /** Commits something, signed with the key, and pushes it. */
    public String commitSignedBy(Path key) throws IOException {
        git("config", "user.signingkey", key.toString());
        git("config", "commit.gpgsign", "true");
        return commit();
    }

    /** Commits something without signature, and pushes it. */
    public String commitUnsigned() throws IOException {
        git("config", "commit.gpgsign", "false");
        return commit();
    }

    private String commit() throws IOException {
        Files.writeString(checkout.directory().resolve("change.yaml"), "# " + ++changes + "\n");
        return checkout.commitAndPush("change " + changes);
    }

    /** Pushes a commit object of exactly this text, whatever it says. */
    public String commitAsWritten(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("commit"), text);
        String revision =
                git("hash-object", "-t", "commit", "-w", file.toString()).strip();
        git("push", "--quiet", "--force", "origin", revision + ":refs/heads/main");
        return revision;
    }

    /** The text of a commit object. */
    public String textOf(String revision) throws IOException {
        return git("cat-file", "commit", revision);
    }

    public String git(String... arguments) throws IOException {
        var line = new java.util.ArrayList<>(List.of("git"));
        line.addAll(List.of(arguments));
        return Command.of(line).in(checkout.directory()).run();
    }
}
