package dev.pointsman.lab.ec2.query;

/** Ends an action with one of EC2's errors; exists so that checks stop at the first thing that is wrong, as EC2's do. */
public final class Ec2Exception extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public Ec2Exception(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
