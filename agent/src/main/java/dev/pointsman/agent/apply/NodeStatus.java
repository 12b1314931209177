package dev.pointsman.agent.apply;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.pointsman.agent.revision.Phase;

/**
 * What this node fetched, serves and refused, at one moment.
 *
 * @param fetched the branch's head as last seen; empty until the first fetch
 * @param applied the revision that this node is on; empty on a node that never had one
 * @param refused the newest revision, when it is not served
 * @param problems what does not work around the node, by the step that it stops
 * @param remarks what does work and yet needs a person, sorted
 * @param lastChange what was done to HAProxy last, and why; empty when nothing was
 */
public record NodeStatus(
        Optional<String> fetched,
        Optional<String> applied,
        Optional<Refusal> refused,
        Map<Phase, String> problems,
        List<String> remarks,
        String lastChange) {

    /** A node that has just started. */
    public static final NodeStatus UNKNOWN =
            new NodeStatus(Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), List.of(), "");

    public NodeStatus {
        Map<Phase, String> sorted = new EnumMap<>(Phase.class);
        sorted.putAll(problems);
        problems = Collections.unmodifiableMap(sorted);
        remarks = remarks.stream().sorted().toList();
    }

    /** Problems in the order of the steps, then remarks; each one sentence. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>(problems.values());
        sentences.addAll(remarks);
        return sentences;
    }

    NodeStatus withFetched(String revision) {
        return new NodeStatus(Optional.of(revision), applied, refused, problems, remarks, lastChange);
    }

    /** A revision is served; whatever was refused before it is history. */
    NodeStatus withApplied(String revision) {
        return new NodeStatus(fetched, Optional.of(revision), Optional.empty(), problems, remarks, lastChange);
    }

    NodeStatus withRefused(Refusal refusal) {
        return new NodeStatus(fetched, applied, Optional.of(refusal), problems, remarks, lastChange);
    }

    /** The branch was moved back to what is served: nothing newer is refused any more. */
    NodeStatus withoutRefusal() {
        return new NodeStatus(fetched, applied, Optional.empty(), problems, remarks, lastChange);
    }

    NodeStatus withProblem(Phase phase, String sentence) {
        Map<Phase, String> more = new EnumMap<>(Phase.class);
        more.putAll(problems);
        more.put(phase, sentence);
        return new NodeStatus(fetched, applied, refused, more, remarks, lastChange);
    }

    /** A step went well: its own problem is over. */
    NodeStatus withoutProblem(Phase phase) {
        Map<Phase, String> fewer = new EnumMap<>(Phase.class);
        fewer.putAll(problems);
        fewer.remove(phase);
        return new NodeStatus(fetched, applied, refused, fewer, remarks, lastChange);
    }

    NodeStatus withRemarks(List<String> sentences) {
        return new NodeStatus(fetched, applied, refused, problems, sentences, lastChange);
    }

    NodeStatus withLastChange(String sentence) {
        return new NodeStatus(fetched, applied, refused, problems, remarks, sentence);
    }
}
