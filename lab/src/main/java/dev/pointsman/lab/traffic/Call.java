package dev.pointsman.lab.traffic;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * A request together with who is allowed to answer it.
 *
 * @param request what is sent
 * @param expected backends, as {@code namespace/service:port}; any of them is right
 */
public record Call(Request request, Set<String> expected) {

    public Call {
        expected = Set.copyOf(expected);
        if (expected.isEmpty()) {
            throw new IllegalArgumentException("nobody is expected to answer '%s'".formatted(request));
        }
    }

    /** What is wrong with an answer, or empty if it is right. */
    public Optional<Failure> judge(Answer answer) throws IOException {
        if (answer.status() / 100 != 2) {
            return Optional.of(Failure.STATUS);
        }
        return answer.echo().backends().stream().anyMatch(expected::contains)
                ? Optional.empty()
                : Optional.of(Failure.WRONG_BACKEND);
    }
}
