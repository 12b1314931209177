package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import dev.pointsman.pipeline.compile.DefinitionCompiler;
import dev.pointsman.pipeline.compile.DefinitionSet;
import dev.pointsman.pipeline.vpc.VpcFacts;
import dev.pointsman.pipeline.vpc.VpcSource;
import dev.pointsman.pipeline.vpc.document.VpcDocumentReader;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the VPC comes from that definitions are checked against: nowhere, files, or EC2. */
final class VpcOptions {

    @ArgGroup
    private Origin origin = new Origin();

    @Option(
            names = "--route-quota",
            paramLabel = "N",
            description =
                    "How many entries a route table may have in the account (Service Quotas, \"Routes per route table\").")
    private Integer routeQuota;

    /** Files or EC2, not both. */
    static final class Origin {

        @Option(
                names = "--vpc",
                paramLabel = "FILE",
                description =
                        "Check the Fleets against the VPC in this file as well: a snapshot, or what \"aws ec2 describe-route-tables\""
                                + " and its siblings print. May be given several times; the files add up.")
        private List<Path> files = List.of();

        @Option(
                names = "--live",
                description = "Check the Fleets against the VPC as it is now, asking EC2. Reads only.")
        private boolean isLive;
    }

    OptionalInt routeQuota() {
        return routeQuota == null ? OptionalInt.empty() : OptionalInt.of(routeQuota);
    }

    /** What is known of the VPCs; empty when nobody wants them looked at. */
    Optional<VpcFacts> facts(DefinitionSet definitions, VpcSource ec2) throws IOException {
        if (origin.isLive) {
            return Optional.of(ec2.read(DefinitionCompiler.vpcs(definitions)));
        }
        return origin.files.isEmpty() ? Optional.empty() : Optional.of(VpcDocumentReader.read(origin.files));
    }
}
