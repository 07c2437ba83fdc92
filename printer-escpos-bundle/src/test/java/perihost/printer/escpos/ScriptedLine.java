package perihost.printer.escpos;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;

/** A line in memory that takes bytes until its script says otherwise. */
final class ScriptedLine implements Line {
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    final List<Integer> writes = new ArrayList<>();
    boolean finished;
    boolean closed;
    private final ArrayDeque<byte[]> input = new ArrayDeque<>();
    private TestContext context;
    private int takes = Integer.MAX_VALUE;
    private int takesEachTime = Integer.MAX_VALUE;
    private Kind thenFails = Kind.LOST;
    private Runnable whenFull = () -> {};
    private Optional<LineException> finishFails = Optional.empty();
    private Duration finishTakes = Duration.ZERO;
    private boolean lost;
    private boolean duplex = true;

    /** After this many bytes a write fails. */
    ScriptedLine takes(int bytes, Kind then) {
        takes = bytes;
        thenFails = then;
        return this;
    }

    /** After this many bytes something happens within the write, which then ends as closed here. */
    ScriptedLine takes(int bytes, Runnable then) {
        whenFull = then;
        return takes(bytes, Kind.CLOSED);
    }

    /** A write takes no more than this before its time is over. */
    ScriptedLine takesEachTime(int bytes) {
        takesEachTime = bytes;
        return this;
    }

    ScriptedLine finishFails(Kind kind, String message) {
        finishFails = Optional.of(new LineException(kind, message));
        return this;
    }

    ScriptedLine writeOnly() {
        duplex = false;
        return this;
    }

    void says(byte... bytes) {
        input.add(bytes);
    }

    void unplug() {
        lost = true;
    }

    ScriptedLine in(TestContext opened) {
        context = opened;
        return this;
    }

    boolean hasInput() {
        return lost || !input.isEmpty();
    }

    boolean heardAll() {
        return input.isEmpty();
    }

    @Override
    public String uri() {
        return "test:";
    }

    @Override
    public boolean duplex() {
        return duplex;
    }

    @Override
    public int read(ByteBuffer into, Duration within) throws LineException {
        if (closed) throw new LineException(Kind.CLOSED, "closed");
        if (!duplex && !lost) throw new AssertionError("read from a write-only line");
        if (input.isEmpty() && lost) throw new LineException(Kind.LOST, "unplugged");
        if (input.isEmpty()) return 0;
        byte[] bytes = input.poll();
        into.put(bytes);
        return bytes.length;
    }

    @Override
    public void write(ByteBuffer from, Duration within) throws LineException {
        if (closed) throw new LineException(Kind.CLOSED, "closed");
        if (within.isNegative() || within.isZero()) throw new AssertionError("no time to write: " + within);
        writes.add(from.remaining());
        int room = lost ? 0 : Math.min(takesEachTime, takes - taken.size());
        while (from.hasRemaining() && room-- > 0) taken.write(from.get());
        if (lost) throw new LineException(Kind.LOST, "unplugged");
        if (!from.hasRemaining()) return;
        if (taken.size() >= takes) whenFull.run();
        Kind kind = taken.size() < takes ? Kind.TIMEOUT : thenFails;
        if (kind == Kind.TIMEOUT) context.elapse(within);
        throw new LineException(kind, "write: " + kind);
    }

    @Override
    public boolean awaitInput(Duration within) {
        throw new AssertionError("the host's to call");
    }

    @Override
    public void wake() {}

    @Override
    public void finish(Duration within) throws LineException {
        if (closed) throw new LineException(Kind.CLOSED, "closed");
        if (within.isNegative() || within.isZero()) throw new AssertionError("no time to finish: " + within);
        closed = true;
        if (finishFails.isPresent()) {
            if (finishFails.get().kind() == Kind.TIMEOUT) context.elapse(within);
            throw finishFails.get();
        }
        finished = true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
