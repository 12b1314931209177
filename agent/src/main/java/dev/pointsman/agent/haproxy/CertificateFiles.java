package dev.pointsman.agent.haproxy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.pointsman.pipeline.node.NodeLayout;
import dev.pointsman.pipeline.plan.listener.KeyPair;

/** Says which certificates and private keys a plan wants and this node does not have: definitions only name them. */
public final class CertificateFiles {
    private final NodeLayout layout;

    public CertificateFiles(NodeLayout layout) {
        this.layout = layout;
    }

    /** One sentence for each file that is not there or cannot be read by this process. */
    public List<String> missing(Collection<KeyPair> pairs) {
        List<String> missing = new ArrayList<>();
        for (KeyPair pair : pairs) {
            for (Path file : List.of(layout.certificate(pair.secret()), layout.privateKey(pair.secret()))) {
                if (!Files.isReadable(file)) {
                    missing.add("Secret \"" + pair.secret() + "\" wants the file \"" + file + "\", which "
                            + (Files.exists(file) ? "this user cannot read" : "is not there"));
                }
            }
        }
        return missing;
    }
}
