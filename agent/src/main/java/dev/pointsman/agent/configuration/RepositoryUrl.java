package dev.pointsman.agent.configuration;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where the definitions repository is.
 *
 * @param text an http or https URL without user information, a file URL, or an absolute path
 */
public record RepositoryUrl(String text) {

    private static final String ALLOWED = "use http://…, https://…, file:///… or an absolute path";

    public RepositoryUrl {
        if (!text.startsWith("/")) {
            requireSupported(text);
        }
    }

    private static void requireSupported(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a repository; " + ALLOWED);
        }
        switch (uri.getScheme() == null ? "" : uri.getScheme()) {
            case "http", "https" -> requireHost(uri);
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
        if (uri.getRawUserInfo() != null) {
            // The value is left out on purpose: it may hold a password.
            throw new IllegalArgumentException(
                    "the repository's URL holds a user name or password; write them as credentials.username and credentials.passwordFile");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("\"" + uri + "\" names no host; " + ALLOWED);
        }
    }

    public boolean isHttp() {
        return text.startsWith("http");
    }

    @Override
    public String toString() {
        return text;
    }
}
