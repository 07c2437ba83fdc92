package perihost.host;

/** Why a command ends without doing its work: one line for the user, and the exit code. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    Refusal(int code, String line) {
        super(line, null, false, false); // never printed with a stack
        this.code = code;
    }

    int code() {
        return code;
    }
}
