package dev.pointsman.pipeline.conformance;

/**
 * How a case went.
 *
 * @param verdict how it is counted
 * @param reason why it did not pass; empty when it did
 */
record Outcome(ConformanceCase played, Verdict verdict, String reason) {

    enum Verdict {
        PASSED,
        FAILED,
        UNSUPPORTED
    }
}
