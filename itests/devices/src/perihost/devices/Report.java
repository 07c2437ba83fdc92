package perihost.devices;

import java.io.PrintStream;

/** The readable list of what was checked and measured, one line each. Owned by the main thread. */
final class Report {
    private final PrintStream out;
    private String check = "";
    private int passed;
    private int failed;

    Report(PrintStream out) {
        this.out = out;
    }

    void begin(String name) {
        check = name;
    }

    /** Notes whether a claim holds; {@code seen} tells the reader of a failure what was there instead. */
    void that(String claim, boolean holds, Object seen) {
        if (holds) passed++;
        else failed++;
        out.println((holds ? "  ok    " : "  FAIL  ") + check + ": " + claim + (holds ? "" : ", but: " + seen));
        out.flush();
    }

    void measured(String what, Object value) {
        out.println("        " + check + ": " + what + " " + value);
        out.flush();
    }

    /** Writes the line that the host's side looks for; true if nothing failed. */
    boolean end() {
        out.println("end: " + passed + " passed, " + failed + " failed");
        out.flush();
        return failed == 0;
    }
}
