package perihost.simulator.terminal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** What goes wrong, between a terminal and its host and inside the terminal: nothing, here. Used by one thread at a time. */
public class Faults {
    /** Nothing goes wrong. */
    public static final Faults NONE = new Faults();

    Faults() {}

    /** What becomes of something on its way out, in order. */
    List<Piece> spoil(Utterance what, ByteBuffer bytes) {
        return List.of(new Piece(Duration.ZERO, bytes, false));
    }
}
