package dev.pointsman.agent.vrrp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The keepalived process that speaks VRRP on this node; exists so that tests and simulations can say which there is. */
public interface VrrpProcess {

    /** The process; empty when it is gone or stopped. Throws IOException when nobody can say. */
    Optional<LivingProcess> find() throws IOException;

    /** The one whose number a file holds; its text is the file's name in quotes. */
    static VrrpProcess namedBy(Path pidFile) {
        return new VrrpProcess() {
            @Override
            public Optional<LivingProcess> find() throws IOException {
                return LivingProcess.named(pidFile);
            }

            @Override
            public String toString() {
                return "\"" + pidFile + "\"";
            }
        };
    }
}
