package dev.pointsman.pipeline.trial.client;

import java.util.ArrayList;
import java.util.List;

import dev.pointsman.pipeline.explain.Request.Header;

/** What came back from HAProxy. */
public sealed interface Reply {

    /**
     * An answer to a request.
     *
     * @param headers in the order in which they came
     */
    record Answered(int status, List<Header> headers, String body) implements Reply {
        public Answered {
            headers = List.copyOf(headers);
        }

        /** The values of a header, in the order in which they came. */
        public List<String> values(String name) {
            return headers.stream()
                    .filter(header -> header.name().equalsIgnoreCase(name))
                    .map(Header::value)
                    .toList();
        }

        /** Reads the text of a whole answer; one that ends early is an {@link Ended}. */
        static Reply parse(String text) {
            int head = text.indexOf("\r\n\r\n");
            if (head < 0 || !text.startsWith("HTTP/1.")) {
                return new Ended(text.isEmpty() ? "the connection was closed without an answer" : "half an answer");
            }
            List<String> lines = text.substring(0, head).lines().toList();
            List<Header> headers = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                int colon = line.indexOf(':');
                headers.add(new Header(
                        line.substring(0, colon), line.substring(colon + 1).strip()));
            }
            int status = Integer.parseInt(lines.getFirst().substring(9, 12));
            return status < 200
                    ? parse(text.substring(head + 4))
                    : new Answered(status, headers, text.substring(head + 4));
        }
    }

    /** The first line that a server said on a connection without a request. */
    record Greeted(String line) implements Reply {}

    /**
     * Nothing came back.
     *
     * @param why in a few words
     */
    record Ended(String why) implements Reply {}
}
