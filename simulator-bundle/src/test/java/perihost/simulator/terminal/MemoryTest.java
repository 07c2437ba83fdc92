package perihost.simulator.terminal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** What outlives the terminal's process. */
public class MemoryTest {
    private final Bench bench = new Bench();
    private final TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public final RuleChain rules =
            RuleChain.outerRule(Timeout.seconds(60)).around(folder).around(bench);

    private Path memory;
    private Path ledger;

    @Before
    public void place() throws Exception {
        memory = folder.getRoot().toPath().resolve("simulators/smartro");
        ledger = folder.getRoot().toPath().resolve("ledger/money");
        restart(Temper.USUAL);
    }

    private void restart(Temper temper) throws Exception {
        bench.place(temper, Memory.in(memory), Ledger.in(ledger));
    }

    @Test
    public void remembersItsLastApprovalAndCountsOn() throws Exception {
        Wire.Heard first = bench.pay(1_000);
        restart(Temper.USUAL);
        bench.ask('L');
        byte[] l = bench.last().frame();
        assertEquals(
                Arrays.toString(Arrays.copyOfRange(first.frame(), 35, 192)),
                Arrays.toString(Arrays.copyOfRange(l, 35, 192)));
        bench.ack();
        assertEquals("30000002", bench.pay(1_000).field(50, 12));
        assertEquals(
                List.of("1000 30000001 20260126 123457 A", "1000 30000002 20260126 123459 A"),
                Files.readAllLines(ledger));
        for (Path file : List.of(memory, ledger))
            assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
        assertFalse(Files.exists(memory.resolveSibling("smartro.part")));
    }

    @Test
    public void keepsAnApprovalThatNobodyWasToldOf() throws Exception {
        bench.say(Wire.approve(1_000));
        bench.pass(1299);
        assertFalse(Files.exists(memory));
        bench.pass(1); // b is on the line, and nobody acknowledges it
        restart(Temper.USUAL);
        bench.ask('L');
        assertEquals("30000001", bench.last().field(50, 12));
    }

    @Test
    public void ledgersWhatWasUndone() throws Exception {
        Wire.Heard sale = bench.pay(1_000);
        restart(Temper.USUAL);
        String undo = "31" + Wire.digits(1_000, 10) + "0".repeat(18) + "1" + sale.field(50, 12) + "    ";
        bench.ask('C', undo + "20260126" + sale.field(70, 6));
        bench.pass(1000);
        assertEquals("c:12", bench.last().toString());
        bench.ack();
        assertEquals(
                List.of("1000 30000001 20260126 123457 A", "1000 30000001 20260126 123459 C"),
                Files.readAllLines(ledger));
    }

    @Test
    public void ledgersNeitherRejectionsNorWhatIsTakenBack() throws Exception {
        bench.pay(1_001);
        bench.say(Wire.approve(1_000));
        bench.ask('E');
        bench.passSeconds(10);
        assertEquals(List.of(), Files.readAllLines(ledger));
    }

    @Test
    public void completesALedgerThatWasCutOff() throws Exception {
        bench.pay(1_000);
        bench.pay(2_000);
        List<String> whole = Files.readAllLines(ledger);
        byte[] bytes = Files.readAllBytes(ledger);
        int firstLine = whole.get(0).length() + 1;
        for (int length = firstLine; length <= bytes.length; length++) {
            Files.write(ledger, Arrays.copyOf(bytes, length));
            restart(Temper.USUAL);
            assertEquals("cut at " + length, whole, Files.readAllLines(ledger));
        }
    }

    @Test
    public void putsAFullLedgerAside() throws Exception {
        byte[] full = new byte[16 << 20];
        Arrays.fill(full, (byte) '\n');
        Files.write(ledger, full);
        restart(Temper.USUAL);
        bench.pay(1_000);
        assertEquals(List.of("1000 30000001 20260126 123457 A"), Files.readAllLines(ledger));
        assertEquals(full.length, Files.size(ledger.resolveSibling("money.1")));
    }

    @Test
    public void losesItsMemoryWithThePowerIfItIsOfThatKind() throws Exception {
        restart(Temper.USUAL.forgetting());
        bench.pay(1_000);
        bench.terminal().cutPower();
        bench.passSeconds(3);
        bench.frames();
        bench.ask('L');
        assertEquals("ACK l:  ", bench.said());
        bench.ack();
        assertEquals("the VAN counts on", "30000002", bench.pay(1_000).field(50, 12));
    }

    @Test
    public void staysSmall() throws Exception {
        for (int i = 0; i < 40; i++) bench.pay(1_000);
        assertEquals(
                4 + 32, Files.readAllLines(memory, StandardCharsets.ISO_8859_1).size());
        assertEquals(40, Files.readAllLines(ledger).size());
    }

    @Test
    public void chargesNothingThatItCannotWriteDown() throws Exception {
        Files.createDirectories(memory.resolve("in the way"));
        bench.say(Wire.approve(1_000));
        bench.pass(1300);
        Wire.Heard answer = bench.last();
        assertEquals("-0A통신 오류", answer.field(117, 40));
        bench.ack();
        Files.delete(memory.resolve("in the way"));
        Files.delete(memory);
        assertEquals("b:11", bench.pay(1_000).toString());
        assertEquals(1, Files.readAllLines(ledger).size());
    }

    @Test
    public void refusesADamagedMemory() throws Exception {
        bench.pay(1_000);
        for (String text : Set.of("", "x", "perihost-terminal 1\nserial x\nlast \nentry \n", "\n".repeat(70_000))) {
            Files.writeString(memory, text);
            VirtualTerminal terminal =
                    new VirtualTerminal(bench.agenda(), Temper.USUAL, Memory.in(memory), Ledger.none());
            assertEquals(
                    "the terminal's memory is damaged",
                    assertThrows(IOException.class, terminal::open).getMessage());
        }
    }
}
