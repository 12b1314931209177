package dev.pointsman.agent.install;

/** Why the installation ends here; the message is for a person. */
public class InstallFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whether the machine or the definitions are not as they should be; otherwise nobody could find out. */
    private final boolean isFinding;

    private InstallFailure(String message, boolean isFinding) {
        super(message);
        this.isFinding = isFinding;
    }

    /** Something is not as it should be. */
    public static InstallFailure found(String message) {
        return new InstallFailure(message, true);
    }

    /** Something could not be asked or run. */
    public static InstallFailure prevented(String message) {
        return new InstallFailure(message, false);
    }

    public boolean isFinding() {
        return isFinding;
    }
}
