package dev.pointsman.pipeline.trial.client;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import dev.pointsman.pipeline.certificate.Throwaway;

/** TLS of a client that trusts everybody: what it is shown are throwaway certificates. */
final class ClientTrust {

    private ClientTrust() {}

    /** A context that shows this certificate, or none. */
    static SSLContext context(Optional<Throwaway> own) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.isPresent() ? managers(own.get()) : null, new TrustManager[] {new Everybody()}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    private static KeyManager[] managers(Throwaway own) throws GeneralSecurityException, IOException {
        char[] none = new char[0];
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, none);
        store.setKeyEntry("own", own.keys().getPrivate(), none, new Certificate[] {own.certificate()});
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, none);
        return factory.getKeyManagers();
    }

    /** Asks for that name, and for HTTP/1.1. */
    static SSLParameters parameters(SSLParameters parameters, Optional<String> serverName) {
        parameters.setServerNames(serverName.stream()
                .<javax.net.ssl.SNIServerName>map(SNIHostName::new)
                .toList());
        parameters.setEndpointIdentificationAlgorithm(null);
        parameters.setApplicationProtocols(List.of("http/1.1").toArray(String[]::new));
        return parameters;
    }

    private static final class Everybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
