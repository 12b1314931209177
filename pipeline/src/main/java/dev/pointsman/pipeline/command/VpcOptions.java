package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.pointsman.pipeline.vpc.VpcFacts;
import dev.pointsman.pipeline.vpc.VpcSource;
import dev.pointsman.pipeline.vpc.document.VpcDocumentReader;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the VPC comes from that definitions are for: nowhere, files, or EC2. */
public final class VpcOptions {

    @ArgGroup
    private Origin origin = new Origin();

    /** Files or EC2, not both. */
    static final class Origin {

        @Option(
                names = "--vpc",
                paramLabel = "FILE",
                description =
                        "Look at the Fleets' VPCs in this file as well: a snapshot, or what \"aws ec2 describe-route-tables\""
                                + " and its siblings print. May be given several times; the files add up.")
        private List<Path> files = List.of();

        @Option(names = "--live", description = "Look at the Fleets' VPCs as they are now, asking EC2. Reads only.")
        private boolean isLive;
    }

    /**
     * What is known of the VPCs; empty when nobody wants them looked at.
     *
     * @param wanted which ones; asked only when EC2 is
     * @param ec2 the way to EC2
     * @throws IOException with a message for people
     */
    public Optional<VpcFacts> facts(Supplier<List<VpcSource.Address>> wanted, VpcSource ec2) throws IOException {
        if (origin.isLive) {
            return Optional.of(ec2.read(wanted.get()));
        }
        return origin.files.isEmpty() ? Optional.empty() : Optional.of(VpcDocumentReader.read(origin.files));
    }
}
