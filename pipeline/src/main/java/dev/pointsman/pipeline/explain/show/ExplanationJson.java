package dev.pointsman.pipeline.explain.show;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.pointsman.pipeline.explain.Answer;
import dev.pointsman.pipeline.explain.Candidate;
import dev.pointsman.pipeline.explain.Explanation;
import dev.pointsman.pipeline.explain.Words;
import dev.pointsman.pipeline.plan.backend.BackendName;

/**
 * An explanation for programs: {@code {"entrypoint", "listener", "answer": {"kind", "rule", "status", "backends", "location"}, "candidates":
 * [{"rule", "rank", "takes", "verdict", "why"}]}}.
 */
public final class ExplanationJson {

    private ExplanationJson() {}

    public static String render(Explanation explanation) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(text).setPrettyPrinter(new DefaultPrettyPrinter())) {
            write(explanation, json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    /** Writes the explanation as an object. */
    public static void write(Explanation explanation, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField(
                "entrypoint",
                explanation.entrypoint().address() + ":"
                        + explanation.entrypoint().port());
        json.writeStringField(
                "listener",
                explanation.listener().map(listener -> listener.fullName()).orElse(""));
        json.writeFieldName("answer");
        write(explanation.answer(), json);
        json.writeArrayFieldStart("candidates");
        for (Candidate candidate : explanation.candidates()) {
            json.writeStartObject();
            json.writeStringField("rule", candidate.rule().name().toString());
            json.writeNumberField("rank", candidate.rank());
            json.writeStringField("takes", Words.of(candidate.rule()));
            switch (candidate.verdict()) {
                case Candidate.Wins ignored -> json.writeStringField("verdict", "wins");
                case Candidate.Outranked(String why) -> {
                    json.writeStringField("verdict", "outranked");
                    json.writeStringField("why", "the winner " + why);
                }
                case Candidate.Fails(Candidate.Condition condition, String why) -> {
                    json.writeStringField("verdict", "fails");
                    json.writeStringField(
                            "condition",
                            condition.name().toLowerCase(Locale.ROOT).replace('_', '-'));
                    json.writeStringField("why", why);
                }
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Writes the answer as an object. */
    public static void write(Answer answer, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (answer.winner().isPresent()) {
            json.writeStringField("rule", answer.winner().get().name().toString());
        }
        switch (answer) {
            case Answer.Forwarded forwarded -> {
                json.writeStringField("kind", "forwarded");
                json.writeArrayFieldStart("backends");
                for (Answer.Share share : forwarded.shares()) {
                    json.writeStartObject();
                    json.writeStringField(
                            "name", share.backend().map(BackendName::toString).orElse(""));
                    json.writeNumberField("weight", share.weight());
                    json.writeNumberField("percent", share.percent());
                    json.writeBooleanField("endpoints", share.hasEndpoints());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            case Answer.Redirected redirected -> {
                json.writeStringField("kind", "redirected");
                json.writeNumberField("status", redirected.status());
                json.writeStringField("location", redirected.location());
            }
            case Answer.Preflight ignored -> answered("preflight", 204, json);
            case Answer.Unserved ignored -> answered("no-backend", 500, json);
            case Answer.NoRule ignored -> answered("no-rule", 404, json);
            case Answer.Misdirected ignored -> answered("misdirected", 421, json);
            case Answer.HandedOn handedOn -> {
                json.writeStringField("kind", "handed-on");
                json.writeStringField("listener", handedOn.listener());
            }
            case Answer.Closed ignored -> json.writeStringField("kind", "closed");
        }
        json.writeEndObject();
    }

    private static void answered(String kind, int status, JsonGenerator json) throws IOException {
        json.writeStringField("kind", kind);
        json.writeNumberField("status", status);
    }
}
