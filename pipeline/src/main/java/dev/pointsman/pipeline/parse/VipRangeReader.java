package dev.pointsman.pipeline.parse;

import java.util.Optional;

import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Located;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.parse.field.TextRules;
import dev.pointsman.pipeline.plan.value.Ipv4Block;
import dev.pointsman.pipeline.yaml.Fields;

/** Reads a Fleet's {@code vipRange}. */
final class VipRangeReader {

    /** As much as the largest block of a VPC (Amazon VPC, "VPC CIDR blocks"): what is larger would take in what is somebody else's. */
    private static final int SHORTEST_PREFIX = 16;

    /** Four addresses; a single one needs no range. */
    private static final int LONGEST_PREFIX = 30;

    private VipRangeReader() {}

    /** The range; empty when there is none, or after a finding. */
    static Optional<Located<Ipv4Block>> read(Fields spec) {
        Located<String> written = spec.text("vipRange", TextRules.IPV4_BLOCK, "");
        if (written.value().isEmpty()) {
            return Optional.empty();
        }
        String address = written.value().substring(0, written.value().indexOf('/'));
        int length = Integer.parseInt(written.value().substring(address.length() + 1));
        Ipv4Block block = Ipv4Block.around(address, length);
        if (length < SHORTEST_PREFIX || length > LONGEST_PREFIX) {
            spec.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            written.origin(),
                            Quoted.of(written.value()) + " is not of a size from /" + SHORTEST_PREFIX + " to /"
                                    + LONGEST_PREFIX,
                            "/24 has room for 256 VIPs.");
            return Optional.empty();
        }
        if (!block.first().equals(address)) {
            spec.findings()
                    .error(
                            FindingCode.INVALID_VALUE,
                            written.origin(),
                            Quoted.of(written.value()) + " does not begin where a block of that size begins",
                            "Write " + Quoted.of(block.toString()) + ", or another size.");
            return Optional.empty();
        }
        return Optional.of(new Located<>(block, written.origin()));
    }
}
