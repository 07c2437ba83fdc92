package perihost.core.command;

import java.io.IOException;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import perihost.api.command.Response;
import perihost.api.device.DeviceState;
import perihost.api.payment.Approval;
import perihost.api.payment.PaymentOutcome.Approved;
import perihost.core.Bench;
import perihost.core.ScriptedTerminal;
import perihost.core.journal.Journal;

/** What the tests of payments share: a host with one terminal. */
public abstract class OneTerminal {
    private static final int HASTE = 6; // commands are answered in time on a machine that does much else
    static final Approved APPROVED =
            new Approved(new Approval("T1", 10_000, "123456******7890", "00001234", "20261121", "120000", "1"));

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    final ScriptedTerminal terminal = terminal();
    Bench bench;
    Runnable leave;

    ScriptedTerminal terminal() {
        return new ScriptedTerminal();
    }

    Bench bench() throws IOException {
        return new Bench(folder.getRoot().toPath(), HASTE, Journal::open);
    }

    @Before
    public void start() throws IOException {
        open();
        bench.awaitState(DeviceState.READY);
    }

    void open() throws IOException {
        bench = bench();
        leave = bench.drivers.come("t1", terminal);
    }

    @After
    public void stop() {
        bench.close();
    }

    Response pay(String id) {
        return bench.answer(id, "payment_start", "amount", "10000");
    }
}
