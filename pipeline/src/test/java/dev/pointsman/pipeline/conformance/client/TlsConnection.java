package dev.pointsman.pipeline.conformance.client;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS on top of a connected socket, by the suite's own rules of trust. */
public final class TlsConnection {

    private static final String ALIAS = "client";
    private static final int DNS_NAME = 2;

    private TlsConnection() {}

    /**
     * Does the handshake.
     *
     * @param asked set when the server asks for a client certificate
     */
    public static SSLSocket open(Socket socket, TlsOptions options, AtomicBoolean asked) throws IOException {
        SSLSocket tls;
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new Presenting(options, asked)},
                    new TrustManager[] {new Trusting(options)},
                    new SecureRandom());
            tls = (SSLSocket) context.getSocketFactory()
                    .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.2", "TLSv1.3"});
        if (!options.serverName().isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(options.serverName())));
        }
        parameters.setApplicationProtocols(options.protocols().toArray(String[]::new));
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }

    private static final class Presenting extends X509ExtendedKeyManager {

        private final TlsOptions options;
        private final AtomicBoolean asked;

        private Presenting(TlsOptions options, AtomicBoolean asked) {
            this.options = options;
            this.asked = asked;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            asked.set(true);
            return options.client() == null ? null : ALIAS;
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return chooseClientAlias(keyTypes, issuers, null);
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return options.client() == null ? null : new String[] {ALIAS};
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {options.client().certificate()};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return options.client().keys().getPrivate();
        }
    }

    /** The certificate is the trusted one or signed by it, and has the name that was asked for. */
    private static final class Trusting extends X509ExtendedTrustManager {

        private final TlsOptions options;

        private Trusting(TlsOptions options) {
            this.options = options;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            X509Certificate trusted = options.trusted();
            if (trusted == null) {
                return;
            }
            if (!chain[0].equals(trusted)) {
                try {
                    chain[0].verify(trusted.getPublicKey());
                } catch (GeneralSecurityException e) {
                    throw new CertificateException("the server's certificate is not signed by the trusted one", e);
                }
            }
            if (!options.serverName().isEmpty() && !isNamed(chain[0], options.serverName())) {
                throw new CertificateException("the server's certificate is not for " + options.serverName());
            }
        }

        private static boolean isNamed(X509Certificate certificate, String wanted) throws CertificateException {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .filter(name -> name.getFirst().equals(DNS_NAME))
                            .anyMatch(name -> matches(name.get(1).toString(), wanted.toLowerCase(Locale.ROOT)));
        }

        private static boolean matches(String pattern, String name) {
            if (!pattern.startsWith("*.")) {
                return pattern.equalsIgnoreCase(name);
            }
            int dot = name.indexOf('.');
            return dot > 0 && pattern.substring(1).equalsIgnoreCase(name.substring(dot));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new IllegalStateException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
            checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            checkClientTrusted(chain, authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
