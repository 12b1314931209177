package dev.pointsman.agent.git;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.pointsman.agent.configuration.DefinitionsSource;
import dev.pointsman.agent.configuration.SshIdentity;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.internal.JGitText;

/**
 * Turns JGit's exceptions into the sentence that a person needs.
 *
 * <p>JGit tells most failures apart by text alone (those of SSH by the codes of RFC 4253 section 11.1), so the texts are asked from JGit itself, never written here.
 */
final class FetchDiagnosis {

    private final String url;
    private final String branch;
    private final Optional<SshIdentity> ssh;

    FetchDiagnosis(DefinitionsSource source) {
        this.url = source.repository().text();
        this.branch = source.branch();
        this.ssh = source.ssh();
    }

    FetchFailure of(Throwable failure, boolean deadlinePassed) {
        FetchFailure.Kind kind = kindOf(failure, deadlinePassed);
        return new FetchFailure(
                kind,
                "failed to fetch branch \"" + branch + "\" of \"" + url + "\": " + sentence(kind, failure),
                failure);
    }

    FetchFailure emptyRepository() {
        return new FetchFailure(
                FetchFailure.Kind.EMPTY_REPOSITORY,
                "failed to fetch branch \"" + branch + "\" of \"" + url
                        + "\": the repository has no commit yet; push the definitions to it",
                null);
    }

    FetchFailure missingBranch(List<String> existing) {
        return new FetchFailure(
                FetchFailure.Kind.MISSING_BRANCH,
                "failed to fetch branch \"" + branch + "\" of \"" + url
                        + "\": there is no such branch; the repository has "
                        + String.join(
                                ", ",
                                existing.stream()
                                        .map(name -> "\"" + name + "\"")
                                        .toList()),
                null);
    }

    private String sentence(FetchFailure.Kind kind, Throwable failure) {
        return switch (kind) {
            case AUTHENTICATION_REFUSED ->
                ssh.isPresent()
                        ? "the server refused this node's key; check that it knows the public half of ssh.privateKeyFile in"
                                + " agent.yaml, which must have no passphrase"
                        : "the server refused this node; check credentials.username and credentials.passwordFile in agent.yaml";
            case HOST_KEY_REFUSED ->
                "the server's host key is not one that \""
                        + ssh.map(SshIdentity::knownHostsFile)
                                .map(Path::toString)
                                .orElse("")
                        + "\" has for it; compare what ssh-keyscan shows with what the server's owner says before adding it";
            case TIMED_OUT -> "the server took too long";
            case NO_REPOSITORY -> "there is no Git repository at that place";
            case UNREACHABLE, EMPTY_REPOSITORY, MISSING_BRANCH, LOCAL -> deepest(failure);
        };
    }

    private static FetchFailure.Kind kindOf(Throwable failure, boolean deadlinePassed) {
        if (deadlinePassed) {
            return FetchFailure.Kind.TIMED_OUT;
        }
        JGitText texts = JGitText.get();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof SocketTimeoutException) {
                return FetchFailure.Kind.TIMED_OUT;
            }
            if (message.contains(texts.notAuthorized)
                    || message.contains(texts.noCredentialsProvider)
                    || message.contains(constantPart(texts.serviceNotPermitted))) {
                return FetchFailure.Kind.AUTHENTICATION_REFUSED;
            }
            if (cause instanceof SshException refused
                    && refused.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE) {
                return FetchFailure.Kind.HOST_KEY_REFUSED;
            }
            if (cause instanceof SshException refused
                    && refused.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
                return FetchFailure.Kind.AUTHENTICATION_REFUSED;
            }
            if (cause instanceof NoRemoteRepositoryException) {
                return FetchFailure.Kind.NO_REPOSITORY;
            }
        }
        return FetchFailure.Kind.UNREACHABLE;
    }

    /** A message pattern's text after its last placeholder's predecessor, or the whole when it has none. */
    private static String constantPart(String pattern) {
        String longest = "";
        for (String part : pattern.split("\\{\\d}")) {
            if (part.length() > longest.length()) {
                longest = part;
            }
        }
        return longest.replace("''", "'").strip();
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() || cause instanceof IOException == false
                ? String.valueOf(cause)
                : message;
    }
}
