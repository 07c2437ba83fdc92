package perihost.bench.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import perihost.bench.load.WrongAnswer;
import perihost.payment.smartro.protocol.ApprovalRequest;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.FrameDecoder;
import perihost.payment.smartro.protocol.Job;
import perihost.payment.smartro.protocol.Modules;
import perihost.payment.smartro.protocol.Sale;
import perihost.payment.smartro.protocol.Token;
import perihost.payment.smartro.protocol.Versions;

/**
 * A SMARTRO terminal in front of which a good card is held at once, and whose VAN takes no time: it is as fast as its
 * line. It tells, by this program's clock, what time it has had itself.
 */
public final class BareTerminal {
    /** A speed that takes no time. */
    public static final int AT_ONCE = Integer.MAX_VALUE;

    private static final byte ACK = 0x06;
    private static final byte NAK = 0x15;
    private static final ZoneId KOREA = ZoneId.of("Asia/Seoul");
    private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0);

    private final Relay line;
    private final Wire wire;
    private final FrameDecoder decoder = new FrameDecoder();
    private final BlockingQueue<Approval> approvals = new LinkedBlockingQueue<>();
    private ByteBuffer last = ByteBuffer.allocate(157); // what it keeps; owned, like the rest, by its thread
    private long heard;
    private Approval approval = new Approval(0, 0);
    private boolean told; // the host asked for what it keeps
    private int count;
    private volatile Throwable failure;

    /**
     * What it and its wire had of a payment's time, request and answer, as {@link System#nanoTime}.
     *
     * @param heard  it had read the request
     * @param spoken it was about to write the last bytes of its answer
     */
    record Approval(long heard, long spoken) {}

    /** Ends with its line. */
    public BareTerminal(Relay line) {
        this.line = line;
        this.wire = new Wire(line.out());
        baud(AT_ONCE);
        Thread thread = new Thread(this::run, "terminal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Its line's speed from now on, bits per second. */
    public void baud(int baud) {
        wire.baud(baud);
    }

    /** Waits until it is idle after a payment. */
    Approval awaitIdle() throws InterruptedException {
        Approval done = approvals.poll(10, TimeUnit.SECONDS);
        if (failure != null) throw new WrongAnswer("the terminal failed: " + failure);
        if (done == null) throw new WrongAnswer("the terminal heard nothing of a payment for 10 s");
        return done;
    }

    private void run() {
        byte[] in = new byte[1024];
        try {
            for (int n = line.in().read(in); n >= 0; n = line.in().read(in)) {
                heard = System.nanoTime();
                decoder.feed(ByteBuffer.wrap(in, 0, n), this::take);
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    private void take(Token token) {
        try {
            if (token instanceof Token.Whole whole) answer(whole.frame());
            else if (token instanceof Token.Ack) acknowledged();
            else throw new WrongAnswer("not a request: " + token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(Frame request) throws IOException {
        long from = heard + wire.nanos(request.bytes().remaining());
        switch (request.job()) {
            case 'A' -> say(from, frame('a', new Modules('O', 'O', 'O', 'O').data()));
            case 'B' -> approve(request, from);
            case 'L' -> {
                say(from, frame('l', last));
                told = true;
            }
            case 'V' -> say(from, frame('v', new Versions("", "", "BENCHMARK").data()));
            default -> wire.say(new byte[] {NAK}, from);
        }
    }

    /** A contactless card, which is not in the way of the next one. */
    private void approve(Frame request, long from) throws IOException {
        last = sale(ApprovalRequest.read(request.data()).orElseThrow().amountWon());
        Frame card = frame(Job.EVENT, ByteBuffer.wrap(new byte[] {'R'}));
        approval = new Approval(heard, say(from, card, frame('b', last)));
        told = false;
    }

    /** The host has what it asked for after a payment: the next may come. */
    private void acknowledged() {
        if (!told || approval.heard == 0) return;
        approvals.add(approval);
        approval = new Approval(0, 0);
    }

    private ByteBuffer sale(long amountWon) {
        LocalDateTime made = now().plusSeconds(1); // within the request's second it may be an earlier payment's
        String date = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").format(made);
        String number = String.format("%08d", ++count);
        return new Sale(
                        '1',
                        '3',
                        "",
                        amountWon,
                        "",
                        "",
                        "00",
                        number,
                        date.substring(0, 8),
                        date.substring(8),
                        "2601" + number,
                        "123456789",
                        "1234567890",
                        "1234",
                        "우리카드",
                        "1234",
                        "비씨카드")
                .data("0000123456**********");
    }

    private static Frame frame(char job, ByteBuffer data) {
        return Frame.of("BENCHMARK", now(), job, data);
    }

    private static LocalDateTime now() {
        return LocalDateTime.now(KOREA);
    }

    private long say(long from, Frame... frames) throws IOException {
        int length = 1;
        for (Frame frame : frames) length += frame.bytes().remaining();
        ByteBuffer all = ByteBuffer.allocate(length).put(ACK);
        for (Frame frame : frames) all.put(frame.bytes());
        return wire.say(all.array(), from);
    }
}
