package dev.pointsman.agent.revision;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.pointsman.agent.configuration.SignaturePolicy;
import dev.pointsman.agent.git.DefinitionsRepository;
import dev.pointsman.agent.git.FetchFailure;
import dev.pointsman.agent.signature.SignatureCheck;
import dev.pointsman.agent.signature.SignatureVerdict;
import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.NodeFindingCode;
import dev.pointsman.pipeline.finding.Place;
import dev.pointsman.pipeline.finding.Severity;

/**
 * Asks whether the revision comes from somebody who may change this node.
 *
 * <p>What it refuses is tried again ({@link StepFailure.Next#WAIT}), because the answer lies in files of this node, which its
 * operator may correct. Without {@code signatures} in agent.yaml there is nothing to ask.
 */
public final class VerifyStep implements RevisionStep {

    private final DefinitionsRepository repository;
    private final Optional<SignaturePolicy> policy;
    private final Supplier<Optional<String>> applied;

    /** @param applied the revision that this node serves; empty on a new node, which has nothing to be rolled back from */
    public VerifyStep(
            DefinitionsRepository repository, Optional<SignaturePolicy> policy, Supplier<Optional<String>> applied) {
        this.repository = repository;
        this.policy = policy;
        this.applied = applied;
    }

    @Override
    public Phase phase() {
        return Phase.VERIFY;
    }

    @Override
    public Attempt take(Attempt attempt) throws StepFailure {
        verify(attempt.fetched().revision());
        return attempt;
    }

    /** The same for a revision that was fetched. */
    public void verify(String revision) throws StepFailure {
        if (policy.isPresent()) {
            requireSigned(revision);
            requireNoRollback(revision);
        }
    }

    private void requireSigned(String revision) throws StepFailure {
        SignatureVerdict verdict;
        try {
            verdict = repository.verify(revision, new SignatureCheck(policy.orElseThrow()));
        } catch (FetchFailure | IOException e) {
            throw StepFailure.broken(
                    "failed to verify the signature of revision \"" + revision + "\": " + e.getMessage(), e);
        }
        switch (verdict) {
            case SignatureVerdict.Trusted trusted -> {}
            case SignatureVerdict.Unsigned unsigned ->
                throw refused(
                        revision,
                        NodeFindingCode.UNSIGNED_COMMIT,
                        "the commit is not signed",
                        "Sign it with the SSH key of an allowed signer (git commit -S, gpg.format=ssh).");
            case SignatureVerdict.Foreign foreign ->
                throw refused(
                        revision,
                        NodeFindingCode.UNTRUSTED_SIGNATURE,
                        "the commit's signature is " + foreign.kind() + "'s, and only SSH signatures are trusted here",
                        "A merge made by the Git server carries the server's signature: merge on your machine and sign the"
                                + " merge with SSH, or fast-forward to a signed commit.");
            case SignatureVerdict.Untrusted untrusted ->
                throw refused(
                        revision,
                        NodeFindingCode.UNTRUSTED_SIGNATURE,
                        "the commit's signature"
                                + (untrusted.fingerprint().isEmpty() ? "" : " by key " + untrusted.fingerprint())
                                + " is not trusted: " + untrusted.reason(),
                        "Have it signed by a key of \"" + policy.orElseThrow().allowedSigners()
                                + "\", or add this one there.");
        }
    }

    private void requireNoRollback(String revision) throws StepFailure {
        Optional<String> present = applied.get();
        if (present.isEmpty() || policy.orElseThrow().allowRollback()) {
            return;
        }
        try {
            if (!repository.descends(revision, present.get())) {
                throw refused(
                        revision,
                        NodeFindingCode.ROLLBACK_REFUSED,
                        "it does not descend from revision \"" + present.get() + "\", which is applied: the branch was"
                                + " moved back or rewritten",
                        "To go back, revert: a new commit, signed. Or set signatures.allowRollback: true in agent.yaml.");
            }
        } catch (FetchFailure e) {
            throw StepFailure.broken(e.getMessage(), e);
        }
    }

    private static StepFailure refused(String revision, NodeFindingCode code, String sentence, String hint) {
        Finding finding =
                new Finding(Severity.ERROR, code.text(), Place.ofFile("commit " + revision), "", sentence + ".", hint);
        return StepFailure.hindered("revision \"" + revision + "\" is refused: " + sentence, List.of(finding));
    }
}
