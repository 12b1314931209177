package dev.pointsman.pipeline.plan.listener;

/**
 * Which client certificates a port takes.
 *
 * @param authorities the certificates of those who may have signed them, PEM
 * @param required whether a client without a valid certificate is turned away; otherwise it is asked for one and served all the same
 */
public record ClientValidation(String authorities, boolean required) {

    public ClientValidation {
        if (authorities.isBlank()) {
            throw new IllegalArgumentException("client certificates that nobody may have signed");
        }
    }
}
