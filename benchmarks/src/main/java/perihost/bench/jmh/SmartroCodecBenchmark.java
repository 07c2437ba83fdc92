package perihost.bench.jmh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import perihost.payment.smartro.protocol.ApprovalAnswer;
import perihost.payment.smartro.protocol.ApprovalRequest;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.FrameDecoder;
import perihost.payment.smartro.protocol.Job;
import perihost.payment.smartro.protocol.Sale;
import perihost.payment.smartro.protocol.Token;

/** The SMARTRO codec, one frame an operation: values to bytes, and bytes to frames, however they are cut. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SmartroCodecBenchmark {
    private static final int FRAMES = 2;
    private static final String ID = "DEFAULT_TERM";
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 26, 12, 34, 56);

    private final ApprovalRequest request = ApprovalRequest.of(10_000);
    private final ByteBuffer data = approval();
    private final FrameDecoder decoder = new FrameDecoder();
    private final ByteBuffer answer = Frame.of(ID, TIME, 'b', data).bytes();
    private final ByteBuffer stream = joined(
            Frame.of(ID, TIME, Job.EVENT, ByteBuffer.wrap("I".getBytes(StandardCharsets.US_ASCII))),
            Frame.of(ID, TIME, 'b', data));
    private final Consumer<Token> sink = this::found;
    private int found;
    private Token last;

    /** A decoder that finds less than there is would be fast. */
    @Setup
    public void check() {
        expect(FRAMES + 1, pieces(stream));
        expect(FRAMES + 1, whole(stream));
        expect(1, whole(answer));
        if (!(ApprovalAnswer.read(((Token.Whole) last).frame().data()) instanceof Sale))
            throw new IllegalStateException("the answer is no sale");
    }

    private void expect(int tokens, Token end) {
        if (found != tokens || !(end instanceof Token.Whole)) throw new IllegalStateException(found + " tokens");
        found = 0;
    }

    /** What a host asks: {@code B}, 67 bytes. */
    @Benchmark
    public ByteBuffer encodeRequest() {
        return Frame.of(ID, TIME, Job.APPROVAL.code(), request.data()).bytes();
    }

    /** An answer's DATA framed: {@code b}, 194 bytes. */
    @Benchmark
    public ByteBuffer encodeAnswer() {
        return Frame.of(ID, TIME, 'b', data).bytes();
    }

    /** {@code b}, 194 bytes, in one piece. */
    @Benchmark
    public Token decodeAnswer() {
        return whole(answer);
    }

    /** The same in single bytes. */
    @Benchmark
    public Token decodeAnswerByBytes() {
        return pieces(answer);
    }

    /** An ACK, an event and {@code b} in one piece. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public Token decodeStream() {
        return whole(stream);
    }

    /** The same in single bytes. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public Token decodeStreamByBytes() {
        return pieces(stream);
    }

    private Token whole(ByteBuffer in) {
        decoder.feed(in.clear(), sink);
        return last;
    }

    private Token pieces(ByteBuffer in) {
        int end = in.capacity();
        in.clear();
        for (int i = 1; i <= end; i++) decoder.feed(in.limit(i), sink);
        return last;
    }

    private void found(Token token) {
        found++;
        last = token;
    }

    /** Frames behind an ACK. */
    private static ByteBuffer joined(Frame... frames) {
        ByteBuffer all = ByteBuffer.allocate(1024).put((byte) 0x06);
        for (Frame frame : frames) all.put(frame.bytes());
        return all.flip().slice();
    }

    private static ByteBuffer approval() {
        return new Sale(
                        '1',
                        '1',
                        "",
                        10_000,
                        "",
                        "",
                        "00",
                        "12345678",
                        "20260126",
                        "123456",
                        "260126000001",
                        "123456789",
                        "1234567890",
                        "1234",
                        "우리카드",
                        "1234",
                        "비씨카드")
                .data("0000123456**********");
    }
}
