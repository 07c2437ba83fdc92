package perihost.simulator.terminal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import perihost.payment.smartro.protocol.Rejection;

/** Faults by dice. Each kind of event has its own, so that one conversation more does not change all that follows. */
final class SeededFaults extends Faults {
    private static final int GAP_MILLIS = 80;
    private static final int MOST_CUTS = 4;
    private static final int NOISE = 12;
    private static final byte STX = 0x02;

    private final double rate;
    private final Times times;
    private final Map<Utterance, Random> out = new EnumMap<>(Utterance.class);
    private final Random in;
    private final Random requests;
    private final Random customer;
    private final Random power;
    private final Random checks;
    private final Random temper;

    /** What can become of something on its way. */
    private enum Mishap {
        LOST,
        LATE,
        DAMAGED,
        TWICE,
        IN_PIECES,
        SHORT,
        AFTER_NOISE,
        AFTER_STX,
        LINE_CUT
    }

    SeededFaults(long seed, double rate, Times times) {
        this.rate = rate;
        this.times = times;
        SplittableRandom seeds = new SplittableRandom(seed);
        for (Utterance each : Utterance.values()) out.put(each, new Random(seeds.nextLong()));
        in = new Random(seeds.nextLong());
        requests = new Random(seeds.nextLong());
        customer = new Random(seeds.nextLong());
        power = new Random(seeds.nextLong());
        checks = new Random(seeds.nextLong());
        temper = new Random(seeds.nextLong());
    }

    @Override
    List<Piece> spoil(Utterance what, ByteBuffer bytes) {
        Random dice = out.get(what);
        return dice.nextDouble() < rate
                ? spoil(one(dice, Mishap.values()), what, bytes, dice)
                : super.spoil(what, bytes);
    }

    private List<Piece> spoil(Mishap mishap, Utterance what, ByteBuffer bytes, Random dice) {
        return switch (mishap) {
            case LOST -> List.of();
            case LATE -> List.of(new Piece(delay(what, dice), bytes, false));
            case DAMAGED -> List.of(now(damaged(bytes, dice)));
            case TWICE -> what == Utterance.NAK ? List.of(now(bytes)) : List.of(now(bytes), now(bytes));
            case IN_PIECES -> pieces(bytes, dice);
            case SHORT -> shortened(bytes, dice);
            case AFTER_NOISE -> List.of(now(noise(dice)), now(bytes));
            case AFTER_STX -> List.of(now(ByteBuffer.wrap(new byte[] {STX})), now(bytes));
            case LINE_CUT -> List.of(new Piece(Duration.ZERO, head(bytes, dice.nextInt(bytes.remaining() + 1)), true));
        };
    }

    private static Piece now(ByteBuffer bytes) {
        return new Piece(Duration.ZERO, bytes, false);
    }

    private static <T> T one(Random dice, T[] of) {
        return of[dice.nextInt(of.length)];
    }

    /** A NAK that comes after its time would be taken for one to the next request. */
    private Duration delay(Utterance what, Random dice) {
        boolean much = dice.nextInt(4) == 0 && what != Utterance.NAK;
        return part(
                dice,
                much ? times.ack().multipliedBy(3).dividedBy(2) : times.ack().dividedBy(8));
    }

    private static Duration part(Random dice, Duration most) {
        return most.multipliedBy(1 + dice.nextInt(1000)).dividedBy(1000);
    }

    private static ByteBuffer damaged(ByteBuffer bytes, Random dice) {
        ByteBuffer copy =
                ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
        int at = dice.nextInt(copy.remaining());
        return copy.put(at, (byte) (copy.get(at) ^ 1 << dice.nextInt(Byte.SIZE)));
    }

    private static List<Piece> pieces(ByteBuffer bytes, Random dice) {
        List<Piece> all = new ArrayList<>();
        ByteBuffer rest = bytes.duplicate();
        for (int i = 0; i < MOST_CUTS && rest.hasRemaining(); i++) {
            ByteBuffer head = head(rest, 1 + dice.nextInt(rest.remaining()));
            rest.position(rest.position() + head.remaining());
            all.add(new Piece(Duration.ofMillis(1 + dice.nextInt(GAP_MILLIS)), head, false));
        }
        all.add(now(rest));
        return all;
    }

    private static List<Piece> shortened(ByteBuffer bytes, Random dice) {
        int from = dice.nextInt(bytes.remaining());
        int to = from + 1 + dice.nextInt(bytes.remaining() - from);
        ByteBuffer tail = bytes.duplicate().position(bytes.position() + to);
        return List.of(now(head(bytes, from)), now(tail));
    }

    private static ByteBuffer head(ByteBuffer bytes, int length) {
        return bytes.duplicate().limit(bytes.position() + length);
    }

    /** None of the bytes that mean something between frames: a NAK that nobody said would be a lie. */
    private static ByteBuffer noise(Random dice) {
        ByteBuffer noise = ByteBuffer.allocate(1 + dice.nextInt(NOISE));
        while (noise.hasRemaining()) noise.put((byte) (' ' + dice.nextInt(0xE0)));
        return noise.flip();
    }

    @Override
    boolean loses() {
        return in.nextDouble() < rate / 2;
    }

    @Override
    boolean refuses() {
        return requests.nextDouble() < rate / 2;
    }

    @Override
    Card card() {
        return one(customer, Card.values());
    }

    @Override
    Duration pace(Duration usual) {
        return part(customer, usual.multipliedBy(2));
    }

    @Override
    boolean isUnreadable() {
        return customer.nextDouble() < rate;
    }

    @Override
    Optional<Rejection> decline() {
        return customer.nextDouble() < rate
                ? Optional.of(Rejections.ANY.get(customer.nextInt(Rejections.ANY.size())))
                : Optional.empty();
    }

    @Override
    Optional<Duration> powerLoss() {
        Duration whole = times.card().plus(times.approval()).multipliedBy(2);
        return power.nextDouble() < rate / 4 ? Optional.of(part(power, whole)) : Optional.empty();
    }

    @Override
    Duration slowness() {
        return checks.nextDouble() < rate ? part(checks, times.ack()) : Duration.ZERO;
    }

    @Override
    Temper.Late late() {
        return Temper.Late.values()[temper.nextInt(Temper.Late.ANY.ordinal())];
    }

    @Override
    Temper.Busy busy() {
        return Temper.Busy.values()[temper.nextInt(Temper.Busy.ANY.ordinal())];
    }
}
