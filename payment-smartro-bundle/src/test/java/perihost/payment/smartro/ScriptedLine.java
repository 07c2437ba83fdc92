package perihost.payment.smartro;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;

/** A line in memory to somebody who is told what is written. */
final class ScriptedLine implements Line {
    boolean closed;
    private final ArrayDeque<byte[]> input = new ArrayDeque<>();
    private Consumer<ByteBuffer> peer = bytes -> {};
    private int takes = Integer.MAX_VALUE;
    private boolean lost;

    ScriptedLine with(Consumer<ByteBuffer> other) {
        peer = other;
        return this;
    }

    /** After this many bytes more a write fails. */
    void takes(int bytes) {
        takes = bytes;
    }

    void says(byte[] bytes) {
        input.add(bytes);
    }

    void unplug() {
        lost = true;
    }

    boolean hasInput() {
        return lost || !input.isEmpty();
    }

    @Override
    public String uri() {
        return "test:";
    }

    @Override
    public boolean duplex() {
        return true;
    }

    @Override
    public int read(ByteBuffer into, Duration within) throws LineException {
        if (!within.isZero()) throw new AssertionError("the owner thread must not wait for input");
        if (closed) throw new LineException(Kind.CLOSED, "closed");
        if (input.isEmpty() && lost) throw new LineException(Kind.LOST, "unplugged");
        if (input.isEmpty()) return 0;
        byte[] bytes = input.poll();
        into.put(bytes);
        return bytes.length;
    }

    @Override
    public void write(ByteBuffer from, Duration within) throws LineException {
        if (closed) throw new LineException(Kind.CLOSED, "closed");
        ByteBuffer taken = from.slice();
        while (from.hasRemaining() && takes-- > 0) from.get();
        if (from.hasRemaining() || lost) throw new LineException(Kind.LOST, "unplugged");
        peer.accept(taken);
    }

    @Override
    public boolean awaitInput(Duration within) {
        throw new AssertionError("the host's to call");
    }

    @Override
    public void wake() {}

    @Override
    public void finish(Duration within) {
        throw new AssertionError("a terminal's line is not finished");
    }

    @Override
    public void close() {
        closed = true;
    }
}
