package dev.pointsman.lab.git;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/**
 * Hands HTTP requests to {@code git http-backend} by the Common Gateway Interface (RFC 3875).
 *
 * <p>It exists because Git's own server side is a CGI program and the JDK's server knows no CGI.
 */
final class Cgi implements HttpHandler {
    private final List<String> program;
    private final Map<String, String> settings;

    /**
     * @param repositories directory whose bare repositories are served
     */
    Cgi(Path repositories) {
        program = List.of("git", "http-backend");
        // git-http-backend(1): export repositories without a marker file, but none outside this directory.
        settings = Map.of("GIT_PROJECT_ROOT", repositories.toString(), "GIT_HTTP_EXPORT_ALL", "1");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var builder = new ProcessBuilder(program).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(settings);
            builder.environment().putAll(variables(exchange));
            var process = builder.start();
            try {
                var request = Thread.ofVirtual().start(() -> send(exchange.getRequestBody(), process));
                answer(exchange, new BufferedInputStream(process.getInputStream()));
                request.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /** The request's meta-variables: RFC 3875 section 4.1, and what git-http-backend(1) asks for besides. */
    private static Map<String, String> variables(HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        var variables = new HashMap<String, String>();
        variables.put("REQUEST_METHOD", exchange.getRequestMethod());
        variables.put("PATH_INFO", exchange.getRequestURI().getPath());
        variables.put("QUERY_STRING", orEmpty(exchange.getRequestURI().getRawQuery()));
        variables.put("REMOTE_ADDR", exchange.getRemoteAddress().getAddress().getHostAddress());
        variables.put("SERVER_PROTOCOL", exchange.getProtocol());
        variables.put("CONTENT_TYPE", orEmpty(headers.getFirst("Content-Type")));
        variables.put("HTTP_CONTENT_ENCODING", orEmpty(headers.getFirst("Content-Encoding")));
        variables.put("GIT_PROTOCOL", orEmpty(headers.getFirst("Git-Protocol")));
        if (headers.containsKey("Content-Length")) {
            variables.put("CONTENT_LENGTH", headers.getFirst("Content-Length"));
        }
        if (exchange.getPrincipal() != null) {
            variables.put("REMOTE_USER", exchange.getPrincipal().getUsername());
        }
        return variables;
    }

    private static void send(InputStream body, Process process) {
        try (var input = process.getOutputStream()) {
            body.transferTo(input);
        } catch (IOException e) {
            // The program did not want to read everything; its answer tells why.
        }
    }

    private static void answer(HttpExchange exchange, InputStream output) throws IOException {
        int status = 200;
        boolean isAnswered = false;
        for (var line = line(output); !line.isEmpty(); line = line(output)) {
            var colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException(
                        "failed to read the answer of git http-backend: '%s' is no header".formatted(line));
            }
            var name = line.substring(0, colon);
            var value = line.substring(colon + 1).strip();
            isAnswered = true;
            if (name.equalsIgnoreCase("Status")) {
                status = Integer.parseInt(value.split(" ")[0]);
            } else {
                exchange.getResponseHeaders().add(name, value);
            }
        }
        exchange.sendResponseHeaders(isAnswered ? status : 502, 0);
        output.transferTo(exchange.getResponseBody());
    }

    private static String line(InputStream input) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
            line.write(next);
        }
        var text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static String orEmpty(String value) {
        return value == null ? "" : value;
    }
}
