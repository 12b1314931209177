package dev.pointsman.agent.ec2;

/** Carries what EC2 refused to whoever decides what to do about it. */
public final class Ec2Exception extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Ec2Failure failure;

    public Ec2Exception(Ec2Failure failure, Throwable cause) {
        super(failure.text(), cause);
        this.failure = failure;
    }

    public Ec2Failure failure() {
        return failure;
    }
}
