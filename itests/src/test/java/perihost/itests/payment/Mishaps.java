package perihost.itests.payment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What happens to bytes on their way in one direction, by dice. Nothing that would make a sound frame of another one, or
 * a refusal that nobody uttered: no two damages are in one frame, and what may hold a NAK does not come twice. One thread.
 */
final class Mishaps {
    private static final int LONGEST_FRAME = 194;
    private static final int MOST_SWALLOWED = 8;
    private static final int MOST_CUTS = 4;
    private static final int GAP_MILLIS = 20;
    private static final int LONG_GAP_MILLIS = 120; // longer than a frame's bytes may be apart
    private static final int LATE_MILLIS = 150;
    private static final int TOO_LATE_MILLIS = 700; // longer than an acknowledgement may take
    private static final byte STX = 0x02;
    private static final byte NAK = 0x15;

    private final Random dice;
    private final double rate;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private int sound = LONGEST_FRAME; // so many bytes since the last damage

    Mishaps(long seed, double rate) {
        this.dice = new Random(seed);
        this.rate = rate;
    }

    /** What can go wrong. */
    enum Kind {
        CUT,
        FLIPPED,
        LATE,
        SPLIT,
        GLUED,
        TWICE,
        SWALLOWED
    }

    /**
     * Bytes as they arrive.
     *
     * @param afterMillis since the piece before
     * @param cut         the line drops behind them
     */
    record Piece(int afterMillis, byte[] bytes, boolean cut) {}

    /** How long these bytes wait for the next ones, to arrive together; mostly not at all. */
    Duration hold() {
        return happens() && one() == Kind.GLUED ? count(Kind.GLUED, Duration.ofMillis(LATE_MILLIS)) : Duration.ZERO;
    }

    /** How a chunk arrives. */
    List<Piece> of(byte[] chunk) {
        sound += chunk.length;
        if (!happens()) return List.of(now(chunk));
        Kind kind = one();
        return switch (kind) {
            case CUT -> count(kind, List.of(new Piece(0, Arrays.copyOf(chunk, dice.nextInt(chunk.length + 1)), true)));
            case LATE -> count(kind, List.of(new Piece(millis(LATE_MILLIS, TOO_LATE_MILLIS), chunk, false)));
            case SPLIT -> count(kind, split(chunk));
            case TWICE -> mayComeTwice(chunk) ? count(kind, List.of(now(twice(chunk)))) : List.of(now(chunk));
            case FLIPPED -> mayBeDamaged(chunk) ? count(kind, List.of(now(flipped(chunk)))) : List.of(now(chunk));
            case SWALLOWED -> mayBeDamaged(chunk) ? count(kind, List.of(now(shorter(chunk)))) : List.of(now(chunk));
            case GLUED -> List.of(now(chunk));
        };
    }

    private boolean happens() {
        return dice.nextDouble() < rate;
    }

    private Kind one() {
        return Kind.values()[dice.nextInt(Kind.values().length)];
    }

    private <T> T count(Kind kind, T what) {
        counts.merge(kind, 1, Integer::sum);
        return what;
    }

    private static Piece now(byte[] bytes) {
        return new Piece(0, bytes, false);
    }

    private int millis(int most, int seldom) {
        return 1 + dice.nextInt(dice.nextInt(4) == 0 ? seldom : most);
    }

    private List<Piece> split(byte[] chunk) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < MOST_CUTS && from < chunk.length; i++) {
            int to = from + 1 + dice.nextInt(chunk.length - from);
            pieces.add(new Piece(
                    i == 0 ? 0 : millis(GAP_MILLIS, LONG_GAP_MILLIS), Arrays.copyOfRange(chunk, from, to), false));
            from = to;
        }
        pieces.add(now(Arrays.copyOfRange(chunk, from, chunk.length)));
        return pieces;
    }

    private static boolean mayComeTwice(byte[] chunk) {
        if (chunk[0] != STX) return false;
        for (byte each : chunk) if (each == NAK) return false;
        return true;
    }

    private static byte[] twice(byte[] chunk) {
        byte[] both = Arrays.copyOf(chunk, 2 * chunk.length);
        System.arraycopy(chunk, 0, both, chunk.length, chunk.length);
        return both;
    }

    /** One flipped bit is always found, two may cancel each other out. */
    private boolean mayBeDamaged(byte[] chunk) {
        if (chunk.length > LONGEST_FRAME || sound - chunk.length < LONGEST_FRAME) return false;
        sound = 0;
        return true;
    }

    private byte[] flipped(byte[] chunk) {
        byte[] damaged = chunk.clone();
        damaged[dice.nextInt(chunk.length)] ^= (byte) (1 << dice.nextInt(Byte.SIZE));
        return damaged;
    }

    private byte[] shorter(byte[] chunk) {
        int from = dice.nextInt(chunk.length);
        int to = Math.min(chunk.length, from + 1 + dice.nextInt(MOST_SWALLOWED));
        byte[] left = Arrays.copyOf(chunk, chunk.length - (to - from));
        System.arraycopy(chunk, to, left, from, chunk.length - to);
        return left;
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
