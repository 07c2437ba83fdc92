package perihost.simulator.terminal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Test;

/** Faults by dice: the same ones for the same seed, and none that a host could not tell. */
public class SeededFaultsTest {
    private static final byte[] ANSWER = Wire.frame('a', "OOOO");
    private static final int MANY = 20_000;

    @Test
    public void areTheSameForTheSameSeed() {
        assertEquals(course(7), course(7));
        assertNotEquals(course(7), course(8));
    }

    private static List<String> course(long seed) {
        Faults faults = Faults.by(seed, 0.3, Times.USUAL);
        List<String> course = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            for (Utterance each : Utterance.values()) course.add(text(faults.spoil(each, ByteBuffer.wrap(ANSWER))));
            course.add(faults.loses() + " " + faults.refuses() + " " + faults.card() + " " + faults.isUnreadable());
            course.add(faults.decline() + " " + faults.powerLoss() + " " + faults.slowness());
            course.add(faults.late() + " " + faults.busy() + " " + faults.pace(Times.USUAL.card()));
        }
        return course;
    }

    private static String text(List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            text.append(piece.after()).append(piece.cut());
            ByteBuffer bytes = piece.bytes().duplicate();
            while (bytes.hasRemaining()) text.append(' ').append(bytes.get());
        }
        return text.toString();
    }

    @Test
    public void leaveMostThingsAloneAtALowRate() {
        Faults faults = Faults.by(1, 0.1, Times.USUAL);
        int sound = 0;
        for (int i = 0; i < MANY; i++) if (isSound(faults.spoil(Utterance.ANSWER, ByteBuffer.wrap(ANSWER)))) sound++;
        assertEquals(0.9, (double) sound / MANY, 0.02);
    }

    private static boolean isSound(List<Piece> pieces) {
        return pieces.size() == 1
                && pieces.get(0).equals(new Piece(java.time.Duration.ZERO, ByteBuffer.wrap(ANSWER), false));
    }

    @Test
    public void neverMakeUpOrDoubleAnAcknowledgementOfTheOtherKind() {
        Faults faults = Faults.by(2, 1, Times.USUAL);
        for (int i = 0; i < MANY; i++) {
            List<Byte> ack = bytes(faults.spoil(Utterance.ACK, ByteBuffer.wrap(new byte[] {Wire.ACK})));
            assertFalse(ack.toString(), ack.contains(Wire.NAK));
            List<Byte> nak = bytes(faults.spoil(Utterance.NAK, ByteBuffer.wrap(new byte[] {Wire.NAK})));
            assertFalse(nak.toString(), nak.contains(Wire.ACK));
            assertTrue(nak.toString(), nak.stream().filter(b -> b == Wire.NAK).count() <= 1);
        }
    }

    @Test
    public void doEverythingAtTheHighestRate() {
        Faults faults = Faults.by(3, 1, Times.USUAL);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            List<Piece> pieces = faults.spoil(Utterance.ANSWER, ByteBuffer.wrap(ANSWER));
            int length = bytes(pieces).size();
            boolean late = !pieces.isEmpty() && !pieces.get(0).after().isZero();
            if (pieces.isEmpty()) seen.add("lost");
            else if (pieces.get(pieces.size() - 1).cut()) seen.add("line cut");
            else if (length < ANSWER.length) seen.add("short");
            else if (length == 2 * ANSWER.length) seen.add("twice");
            else if (length == ANSWER.length + 1 && pieces.get(0).bytes().get(0) == 2) seen.add("after STX");
            else if (length > ANSWER.length) seen.add("after noise");
            else if (pieces.size() > 1) seen.add("in pieces");
            else seen.add(late ? "late" : "damaged");
        }
        assertEquals(
                Set.of(
                        "lost",
                        "line cut",
                        "short",
                        "twice",
                        "after STX",
                        "after noise",
                        "in pieces",
                        "late",
                        "damaged"),
                seen);
    }

    private static List<Byte> bytes(List<Piece> pieces) {
        List<Byte> all = new ArrayList<>();
        for (Piece piece : pieces) {
            ByteBuffer bytes = piece.bytes().duplicate();
            while (bytes.hasRemaining()) all.add(bytes.get());
        }
        return all;
    }
}
