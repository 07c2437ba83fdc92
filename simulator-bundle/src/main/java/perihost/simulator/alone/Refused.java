package perihost.simulator.alone;

/** Arguments that make no sense: one line says which. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String line) {
        super(line, null, false, false); // never printed with a stack
    }
}
