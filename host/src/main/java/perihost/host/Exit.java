package perihost.host;

/** The exit codes users and scripts rely on. */
final class Exit {
    static final int OK = 0;
    static final int FAILURE = 1;
    static final int USAGE = 2;
    static final int NOT_RUNNING = 3;
    static final int TAKEN = 98;

    private Exit() {}
}
