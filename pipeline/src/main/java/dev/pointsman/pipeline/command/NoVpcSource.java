package dev.pointsman.pipeline.command;

import java.io.IOException;
import java.util.Collection;

import dev.pointsman.pipeline.vpc.VpcFacts;
import dev.pointsman.pipeline.vpc.VpcSource;

/** Stands where a program without a way to EC2 runs a command. */
final class NoVpcSource implements VpcSource {

    @Override
    public VpcFacts read(Collection<Address> vpcs) throws IOException {
        throw new IOException("failed to ask EC2: this program has no way to it; use --vpc FILE");
    }
}
