package dev.pointsman.agent.configuration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Where the definitions repository is.
 *
 * @param text an http or https URL without user information, an ssh URL with a user name, a file URL, or an absolute path
 */
public record RepositoryUrl(String text) {

    /** Never with the value, which may hold a password. */
    static final String HOLDS_CREDENTIALS =
            "the repository's URL holds a user name or password; write them as credentials.username and credentials.passwordFile";

    /** For ssh a user name alone is no secret. */
    private static final Pattern AUTHORITY_WITH_SECRET =
            Pattern.compile("(?!ssh://)[a-z]+://[^/]*@.*|ssh://[^/@]*:[^/]*@.*");

    private static final String ALLOWED = "use http://…, https://…, ssh://USER@HOST/…, file:///… or an absolute path";

    public RepositoryUrl {
        if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw new IllegalArgumentException("the repository holds a control character; " + ALLOWED);
        }
        if (!text.startsWith("/")) {
            requireSupported(text);
        }
    }

    private static void requireSupported(String text) {
        if (holdsCredentials(text)) {
            throw new IllegalArgumentException(HOLDS_CREDENTIALS);
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a repository; " + ALLOWED);
        }
        switch (uri.getScheme() == null ? "" : uri.getScheme()) {
            case "http", "https" -> requireHost(uri);
            case "ssh" -> requireUser(uri);
            case "file" -> {
                if (uri.getPath() == null || !uri.getPath().startsWith("/") || uri.getHost() != null) {
                    throw new IllegalArgumentException("\"" + text + "\" has no absolute path; " + ALLOWED);
                }
            }
            default ->
                throw new IllegalArgumentException(
                        "\"" + text + "\" is not a repository that can be fetched from; " + ALLOWED);
        }
    }

    private static void requireHost(URI uri) {
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("\"" + uri + "\" names no host; " + ALLOWED);
        }
    }

    private static void requireUser(URI uri) {
        requireHost(uri);
        // What begins with a hyphen could be taken for an option by a server's shell.
        if (uri.getUserInfo() == null || !uri.getUserInfo().matches("[A-Za-z0-9_][-A-Za-z0-9_.]*")) {
            throw new IllegalArgumentException("\"" + uri + "\" names no user, like ssh://git@" + uri.getHost() + "/…");
        }
        if (uri.getPath() == null || uri.getPath().length() < 2) {
            throw new IllegalArgumentException("\"" + uri + "\" names no repository on that host");
        }
    }

    /** Whether it is fetched by SSH. */
    public boolean isSsh() {
        return text.startsWith("ssh://");
    }

    /** Whether a text that may be no URL at all has something in the place of a user name and password. */
    static boolean holdsCredentials(String text) {
        return AUTHORITY_WITH_SECRET.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
