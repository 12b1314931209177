package dev.pointsman.agent.certificate;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/** What the two files of a Secret hold at one moment. */
public sealed interface PairOnDisk {

    /** Of the bytes of both files: the same again is the same pair. */
    String digest();

    /**
     * A certificate with its private key.
     *
     * @param chain the certificate, then those between it and the authority; at least one
     * @param pem all of it with the private key, without anything else that the files say
     */
    record Usable(String digest, List<X509Certificate> chain, String pem) implements PairOnDisk {
        public Usable {
            chain = List.copyOf(chain);
        }

        public X509Certificate certificate() {
            return chain.getFirst();
        }

        /** Never the key. */
        @Override
        public String toString() {
            return "Usable[" + certificate().getSubjectX500Principal() + "]";
        }
    }

    /** Files that HAProxy could not be started with. */
    record Unusable(String digest, List<Objection> objections) implements PairOnDisk {
        public Unusable {
            objections = List.copyOf(objections);
        }
    }

    /**
     * What is wrong with a file.
     *
     * @param what to follow the file's name
     * @param isMissing whether it is not there for us, as opposed to wrong
     */
    record Objection(Path file, String what, boolean isMissing) {}
}
