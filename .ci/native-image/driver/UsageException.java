/** Says what is wrong with the command line; it exists so that such a mistake ends in one line, not in a stack trace. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
