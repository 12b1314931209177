package dev.pointsman.pipeline.yaml;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Place;

/** Why a file cannot be read any further; it leaves this package as a finding, never as an exception. */
final class YamlProblem extends RuntimeException {

    private final FindingCode code;
    private final Place place;
    private final String hint;

    YamlProblem(FindingCode code, Place place, String message, String hint) {
        super(message, null, false, false);
        this.code = code;
        this.place = place;
        this.hint = hint;
    }

    FindingCode code() {
        return code;
    }

    Place place() {
        return place;
    }

    String hint() {
        return hint;
    }
}
