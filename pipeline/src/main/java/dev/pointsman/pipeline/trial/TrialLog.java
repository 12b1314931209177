package dev.pointsman.pipeline.trial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** What HAProxy's log says about each client: which rule took its requests. */
final class TrialLog {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, List<String>> rules = new HashMap<>();

    private TrialLog() {}

    static TrialLog read(List<String> lines) throws IOException {
        TrialLog log = new TrialLog();
        for (String line : lines) {
            if (line.startsWith("{") && line.endsWith("}")) {
                log.add(line);
            }
        }
        return log;
    }

    private void add(String line) throws IOException {
        String client = "";
        String rule = "";
        try (JsonParser json = JSON.createParser(line)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME) {
                    String field = json.currentName();
                    json.nextToken();
                    if (field.equals("client")) {
                        client = json.getText();
                    } else if (field.equals("rule")) {
                        rule = json.getText();
                    }
                }
            }
        }
        rules.computeIfAbsent(client, any -> new ArrayList<>()).add(rule);
    }

    /** The rule of each of the client's requests that ended, in the order in which they did; empty for none. */
    List<String> rules(String client) {
        return rules.getOrDefault(client, List.of());
    }
}
