package perihost.core.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Test;
import perihost.api.command.Response.Status;
import perihost.api.device.DeviceState;
import perihost.core.Bench;
import perihost.core.journal.Entry;
import perihost.core.journal.Journal;

/** What a driver may note of a payment, and when. */
public class PaymentNotesTest extends OneTerminal {
    private void restart() throws IOException {
        bench.close();
        open();
    }

    private Map<String, String> notesAfterARestart() throws IOException {
        restart();
        return Bench.take(terminal.asked).notes();
    }

    @Test
    public void refusesANoteAfterThePaymentsEnd() throws IOException {
        pay("c1");
        bench.awaitState(DeviceState.PROCESSING);
        terminal.outcome.complete(APPROVED);
        bench.awaitState(DeviceState.READY);
        assertThrows(IllegalStateException.class, () -> terminal.journal.note(Map.of("acknowledged", "true")));
    }

    @Test
    public void leavesAPaymentEndedThatWasNotedOnAfterIt() throws IOException {
        pay("c1");
        bench.awaitState(DeviceState.PROCESSING);
        terminal.outcome.complete(APPROVED);
        bench.awaitState(DeviceState.READY);
        bench.close();
        noteInTheJournal();
        open();
        bench.awaitState(DeviceState.READY);
        assertTrue(pay("c1").replayed());
        assertEquals(Status.OK, pay("c2").status());
        assertEquals(0, terminal.asked.size());
    }

    private void noteInTheJournal() throws IOException {
        Path path = folder.getRoot().toPath();
        try (Journal journal = Journal.open(path, Contract.retention(), bench.clock, Contract.limits())) {
            Bench.await(journal.append(
                    new Entry(Entry.Kind.NOTE, "c1", bench.clock.millis(), Map.of("acknowledged", "true"))));
        }
    }

    @Test
    public void takesAHundredNotesAndNoMore() throws IOException {
        pay("c1");
        Bench.take(terminal.started);
        for (int i = 2; i <= 100; i++) terminal.journal.note(Map.of("n", Integer.toString(i))); // start noted one
        assertThrows(IllegalArgumentException.class, () -> terminal.journal.note(Map.of("more", "1")));
        assertEquals(Map.of("baseline", "A-77", "n", "100"), notesAfterARestart());
    }

    @Test
    public void takes65536CharactersAndNoMore() throws IOException {
        pay("c1");
        Bench.take(terminal.started);
        String most = "x".repeat(65_536 - "baselineA-77".length() - "big".length());
        assertThrows(IllegalArgumentException.class, () -> terminal.journal.note(Map.of("big", most + "x")));
        terminal.journal.note(Map.of("big", most));
        assertThrows(IllegalArgumentException.class, () -> terminal.journal.note(Map.of("m", "")));
        assertEquals(Map.of("baseline", "A-77", "big", most), notesAfterARestart());
    }
}
