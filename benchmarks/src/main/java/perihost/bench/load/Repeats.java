package perihost.bench.load;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/** One request in ten is an earlier one again, of the last 500; its answer must be the earlier one, byte for byte. */
public final class Repeats implements Exchange {
    private static final int REMEMBERED = 500;

    private final Request request;
    private final byte[][] answers = new byte[REMEMBERED][];
    private long sent;
    private long asked;
    private boolean again;
    private long repeats;

    public Repeats(Request request) {
        this.request = request;
    }

    @Override
    public ByteBuffer next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        again = sent > REMEMBERED && random.nextInt(10) == 0;
        asked = again ? sent - 1 - random.nextInt(REMEMBERED) : sent++;
        return request.number(asked);
    }

    @Override
    public void answered(Connection connection) {
        connection.expectOk(request);
        int slot = (int) (asked % REMEMBERED);
        if (!again) {
            answers[slot] = connection.bodyBytes();
            return;
        }
        if (!connection.bodyIs(answers[slot])) throw new WrongAnswer("another answer: " + connection.body());
        repeats++;
    }

    public long repeats() {
        return repeats;
    }
}
