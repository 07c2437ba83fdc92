package perihost.simulator.terminal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.rules.ExternalResource;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineUri;
import perihost.simulator.SimLines;

/** A terminal on a bench: a host that speaks to it over a line, and time that passes as the test likes. */
final class Bench extends ExternalResource {
    static final Duration LONG = Duration.ofSeconds(30);
    private static final int SECOND = 1000;

    private final ManualAgenda agenda = new ManualAgenda();
    private final ByteBuffer in = ByteBuffer.allocate(4096);
    private VirtualTerminal terminal;
    private SimLines lines;
    private Line line;
    private long quiet; // how often something was run when all was done

    @Override
    protected void before() throws LineException, InterruptedException {
        place(Temper.USUAL, Memory.volatileOne(), Ledger.none());
    }

    /** Another terminal takes the place of the one that is there. */
    void place(Temper temper, Memory memory, Ledger ledger) throws LineException, InterruptedException {
        after();
        terminal = new VirtualTerminal(agenda, temper, memory, ledger);
        lines = SimLines.of(Map.of("smartro", terminal));
        open();
    }

    void place(Temper temper) throws LineException, InterruptedException {
        place(temper, Memory.volatileOne(), Ledger.none());
    }

    void open() throws LineException, InterruptedException {
        long before = agenda.runs();
        line = lines.open(LineUri.parse("sim:smartro"), LONG);
        await(before + 2); // it has read its memory, and has the line
    }

    void closeLine() throws InterruptedException {
        long before = agenda.runs();
        line.close();
        await(before + 1);
    }

    /** The terminal has dropped the line: sees that it has done with it, and opens another one once it can. */
    void openAgain() throws LineException, InterruptedException {
        await(quiet + 1);
        passSeconds(1);
        in.clear();
        open();
    }

    private void await(long runs) throws InterruptedException {
        agenda.awaitRuns(runs);
        quiet = runs;
    }

    Line line() {
        return line;
    }

    VirtualTerminal terminal() {
        return terminal;
    }

    ManualAgenda agenda() {
        return agenda;
    }

    /** Says it, and sees that the terminal has heard it. */
    void say(byte... bytes) throws LineException, InterruptedException {
        long before = agenda.runs();
        line.write(ByteBuffer.wrap(bytes), LONG);
        await(before + 1);
    }

    void ask(char job) throws LineException, InterruptedException {
        say(Wire.frame(job, ""));
    }

    void ask(char job, String data) throws LineException, InterruptedException {
        say(Wire.frame(job, data));
    }

    void ack() throws LineException, InterruptedException {
        say(Wire.ACK);
    }

    /** Lets so many milliseconds pass. */
    void pass(long millis) {
        agenda.pass(Duration.ofMillis(millis));
    }

    void passSeconds(int seconds) {
        pass((long) seconds * SECOND);
    }

    /** What the terminal has said since, as one line. */
    String said() throws LineException {
        return frames().stream().map(Wire.Heard::toString).collect(Collectors.joining(" "));
    }

    /** What the terminal has said since; the last one is the one that is looked at. */
    Wire.Heard last() throws LineException {
        List<Wire.Heard> all = frames();
        return all.get(all.size() - 1);
    }

    List<Wire.Heard> frames() throws LineException {
        List<Wire.Heard> heard = new ArrayList<>();
        while (line.read(in, Duration.ZERO) > 0) {
            in.flip();
            heard.addAll(Wire.tokens(in));
            in.compact();
        }
        return heard;
    }

    /** Pays, and acknowledges; what {@code b} said. */
    Wire.Heard pay(long won) throws LineException, InterruptedException {
        say(Wire.approve(won));
        pass(2000);
        Wire.Heard answer = frames().stream()
                .filter(heard -> heard.text().startsWith("b"))
                .findFirst()
                .orElseThrow();
        ack();
        return answer;
    }

    @Override
    protected void after() {
        if (lines == null) return;
        try {
            lines.close();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
