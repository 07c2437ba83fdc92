package perihost.simulator.terminal;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** What is on its way out, in order: one utterance that is late makes the next ones late. */
final class Outbox {
    private static final int MOST = 64;

    private final Agenda agenda;
    private final Temper temper;
    private final Cable cable;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private boolean underWay;

    Outbox(Agenda agenda, Temper temper, Cable cable) {
        this.agenda = agenda;
        this.temper = temper;
        this.cable = cable;
    }

    /** Says it, with whatever goes wrong; what there is no room for is lost. */
    void say(Utterance what, ByteBuffer bytes) {
        for (Piece piece : temper.faults().spoil(what, bytes)) if (pieces.size() < MOST) pieces.addLast(piece);
        if (!underWay) next();
    }

    private void next() {
        underWay = false;
        while (!pieces.isEmpty()) {
            Piece piece = pieces.removeFirst();
            if (!piece.after().isZero()) {
                underWay = true;
                agenda.in(piece.after(), () -> {
                    put(piece);
                    next();
                });
                return;
            }
            put(piece);
        }
    }

    private void put(Piece piece) {
        cable.put(piece.bytes());
        if (!piece.cut()) return;
        pieces.clear(); // they were on the line
        cable.cut(temper.times().away());
    }
}
