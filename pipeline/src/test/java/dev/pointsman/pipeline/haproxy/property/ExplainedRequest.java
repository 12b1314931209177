package dev.pointsman.pipeline.haproxy.property;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.pointsman.pipeline.explain.Answer;
import dev.pointsman.pipeline.explain.Explainer;
import dev.pointsman.pipeline.explain.Request;
import dev.pointsman.pipeline.haproxy.traffic.RawRequest;
import dev.pointsman.pipeline.plan.Plan;

import static org.assertj.core.api.Assertions.assertThat;

/** What the explainer says to a request as it goes over the wire. */
final class ExplainedRequest {

    private ExplainedRequest() {}

    /** Who answers the request, sent to the plan's first entrypoint. */
    static Answer answer(Plan plan, RawRequest raw) {
        List<Request.Header> headers = new ArrayList<>();
        String authority = "";
        for (String line : raw.headers()) {
            String[] parts = line.split(":", 2);
            if (parts[0].equalsIgnoreCase("host")) {
                authority = parts[1].strip();
            } else {
                headers.add(new Request.Header(parts[0], parts[1].strip()));
            }
        }
        String[] target = raw.target().split("\\?", 2);
        Request request = new Request(
                raw.method(), authority, target[0], target.length == 2 ? target[1] : "", headers, Optional.empty());
        Explainer explainer = new Explainer(plan);
        Answer answer = explainer.answer(plan.entrypoints().getFirst(), request);
        // Found without a word and explained with all of them: the same answer.
        assertThat(explainer.explain(plan.entrypoints().getFirst(), request).answer())
                .isEqualTo(answer);
        return answer;
    }
}
