package perihost.bench.load;

/** The server said or did something else than it should: the run is worth nothing. */
public final class WrongAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WrongAnswer(String what) {
        super(what);
    }
}
