package dev.pointsman.agent.git;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What Apache MINA SSHD and JGit's SSH module find by name, said to the native image; proxies, resources and the cryptography provider stand
 * in the files of {@code META-INF/native-image} and in application.properties.
 *
 * <p>The extension for JGit knows another SSH client, which cannot verify signatures.
 */
@RegisterForReflection(
        classNames = {
            "org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory",
            "org.apache.sshd.common.util.security.bouncycastle.BouncyCastleSecurityProviderRegistrar",
            "org.bouncycastle.jcajce.interfaces.EdDSAKey",
            "org.bouncycastle.jcajce.provider.asymmetric.EdEC$Mappings",
            "org.bouncycastle.jcajce.provider.asymmetric.edec.KeyFactorySpi$Ed25519",
            "org.bouncycastle.jcajce.provider.asymmetric.edec.KeyPairGeneratorSpi$Ed25519",
            "org.bouncycastle.jcajce.provider.asymmetric.edec.SignatureSpi$Ed25519",
            "org.bouncycastle.jce.provider.BouncyCastleProvider",
            "org.eclipse.jgit.internal.transport.sshd.SshdText"
        })
final class SshInNativeImage {

    private SshInNativeImage() {}
}
