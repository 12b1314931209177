package dev.pointsman.pipeline.explain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.backend.Backend;
import dev.pointsman.pipeline.plan.backend.BackendName;
import dev.pointsman.pipeline.plan.listener.Entrypoint;
import dev.pointsman.pipeline.plan.listener.Listener;
import dev.pointsman.pipeline.plan.listener.StreamListener;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.rule.Rule;
import dev.pointsman.pipeline.plan.rule.WeightedBackend;

/** Explains requests to one plan; a pure reading of it. */
public final class Explainer {

    private final Set<BackendName> withEndpoints = new HashSet<>();

    /** By identity: telling two listeners apart by all of their rules would cost more than it saves. */
    private final Map<Listener, RuleIndex> indexes = new IdentityHashMap<>();

    private final Plan plan;

    public Explainer(Plan plan) {
        this.plan = plan;
        for (Backend backend : plan.backends()) {
            if (backend.isServed()) {
                withEndpoints.add(backend.name());
            }
        }
        plan.entrypoints().stream()
                .flatMap(entrypoint -> entrypoint.listeners().stream())
                .forEach(listener -> indexes.put(listener, new RuleIndex(listener)));
    }

    private List<Rule> candidates(Listener listener, String host) {
        RuleIndex index = indexes.get(listener);
        return index == null ? listener.rules() : index.candidates(host);
    }

    /** The way of a request that comes in at this entrypoint. */
    public Explanation explain(Entrypoint entrypoint, Request request) {
        RequestMatcher matcher = new RequestMatcher(request);
        Way way = way(entrypoint, request, matcher);
        if (way.end().isPresent()) {
            return new Explanation(
                    entrypoint, way.listener(), List.of(), way.end().get());
        }
        List<Candidate> candidates = candidates(way.listener().orElseThrow(), matcher);
        Answer answer = candidates.stream()
                .filter(candidate -> candidate.verdict() instanceof Candidate.Wins)
                .findFirst()
                .map(candidate -> answer(candidate.rule(), entrypoint, request))
                .orElseGet(Answer.NoRule::new);
        return new Explanation(entrypoint, way.listener(), candidates, answer);
    }

    /** Who answers, without a word on the candidates: for very many requests. */
    public Answer answer(Entrypoint entrypoint, Request request) {
        RequestMatcher matcher = new RequestMatcher(request);
        Way way = way(entrypoint, request, matcher);
        return way.end()
                .orElseGet(() -> candidates(way.listener().orElseThrow(), request.host()).stream()
                        .filter(matcher::matches)
                        .findFirst()
                        .map(rule -> answer(rule, entrypoint, request))
                        .orElseGet(Answer.NoRule::new));
    }

    /**
     * Which listener's rules a request is compared with.
     *
     * @param listener the one that it belongs to; empty when there is none
     * @param end the answer, when it is given before any rule is looked at
     */
    private record Way(Optional<Listener> listener, Optional<Answer> end) {}

    private Way way(Entrypoint entrypoint, Request request, RequestMatcher matcher) {
        Optional<Listener> connection = connection(entrypoint, request);
        Optional<StreamListener> handedOn = handedOn(entrypoint, request)
                .filter(other -> connection.isEmpty()
                        || HostMatch.MOST_SPECIFIC_FIRST.compare(
                                        other.host(), connection.get().host())
                                < 0);
        if (handedOn.isPresent()) {
            return new Way(
                    Optional.empty(),
                    Optional.of(new Answer.HandedOn(handedOn.get().fullName())));
        }
        if (entrypoint.isTls() && connection.isEmpty()) {
            return new Way(Optional.empty(), Optional.of(new Answer.Closed()));
        }
        Optional<Listener> listener = entrypoint.listeners().stream()
                .filter(candidate -> matcher.isFor(candidate.host()))
                .findFirst();
        if (listener.isEmpty()) {
            return new Way(listener, Optional.of(new Answer.NoRule()));
        }
        boolean isMisdirected =
                connection.isPresent() && entrypoint.listeners().size() > 1 && !connection.equals(listener);
        return new Way(listener, isMisdirected ? Optional.of(new Answer.Misdirected()) : Optional.empty());
    }

    /** The listener of a TLS connection, by the server name; empty without TLS. */
    private static Optional<Listener> connection(Entrypoint entrypoint, Request request) {
        if (!entrypoint.isTls()) {
            return Optional.empty();
        }
        return entrypoint.listeners().stream()
                .filter(candidate -> asksFor(request, candidate.host()))
                .findFirst();
    }

    /** The listener for connections, beside those for requests, that a TLS connection's server name leads to. */
    private Optional<StreamListener> handedOn(Entrypoint entrypoint, Request request) {
        return plan.beside(entrypoint).stream()
                .flatMap(stream -> stream.listeners().stream())
                .filter(candidate -> asksFor(request, candidate.host()))
                .findFirst();
    }

    private static boolean asksFor(Request request, HostMatch host) {
        String name = request.serverName().orElse("").toLowerCase(Locale.ROOT);
        return name.isEmpty() ? host instanceof HostMatch.Any : RequestMatcher.takes(host, name);
    }

    private static List<Candidate> candidates(Listener listener, RequestMatcher matcher) {
        List<Candidate> candidates = new ArrayList<>(listener.rules().size());
        Optional<Rule> winner = Optional.empty();
        for (int rank = 0; rank < listener.rules().size(); rank++) {
            Rule rule = listener.rules().get(rank);
            Optional<Candidate.Fails> failure = matcher.failure(rule);
            Candidate.Verdict verdict;
            if (failure.isPresent()) {
                verdict = failure.get();
            } else if (winner.isPresent()) {
                verdict = new Candidate.Outranked(Precedence.reason(winner.get(), rule));
            } else {
                verdict = new Candidate.Wins();
                winner = Optional.of(rule);
            }
            candidates.add(new Candidate(rule, rank, verdict));
        }
        return candidates;
    }

    private Answer answer(Rule rule, Entrypoint entrypoint, Request request) {
        if (rule.treatment().cors().isPresent() && isPreflight(request) && isTreatedAnywhere(rule)) {
            return new Answer.Preflight(rule);
        }
        return rule.treatment()
                .redirect()
                .<Answer>map(redirect ->
                        new Answer.Redirected(rule, Location.of(redirect, request, entrypoint), redirect.code()))
                .orElseGet(() -> shared(rule));
    }

    /** A rule without backend is answered before anybody looks at its filters. */
    private static boolean isTreatedAnywhere(Rule rule) {
        return rule.treatment().redirect().isPresent()
                || rule.targets().stream().anyMatch(target -> target.weight() > 0);
    }

    private static boolean isPreflight(Request request) {
        return request.method().equals("OPTIONS")
                && !request.values("origin").isEmpty()
                && !request.values("access-control-request-method").isEmpty();
    }

    private Answer shared(Rule rule) {
        List<Answer.Share> shares = new ArrayList<>();
        for (WeightedBackend target : rule.targets()) {
            if (target.weight() > 0) {
                shares.add(new Answer.Share(
                        Optional.of(target.backend()),
                        target.weight(),
                        rule.totalWeight(),
                        withEndpoints.contains(target.backend())));
            }
        }
        if (shares.isEmpty()) {
            return new Answer.Unserved(rule);
        }
        if (rule.weightToNowhere() > 0) {
            shares.add(new Answer.Share(Optional.empty(), rule.weightToNowhere(), rule.totalWeight(), false));
        }
        return new Answer.Forwarded(rule, shares);
    }
}
