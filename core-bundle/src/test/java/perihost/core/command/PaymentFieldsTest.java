package perihost.core.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import perihost.api.command.Command;
import perihost.api.command.Payload;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;
import perihost.api.command.Response.Status;
import perihost.api.payment.PaymentRequest;
import perihost.api.payment.TerminalSettings;
import perihost.api.payment.VoidRequest;
import perihost.core.Bench;

/** What a payment is beside its amount, in 1.1. */
public class PaymentFieldsTest extends OneAbleTerminal {
    private static final String[] ALL = {
        "amount", "10000", "tax", "909", "serviceCharge", "91", "installments", "12", "signature", "true"
    };

    @Test
    public void reachesTheTerminal() {
        assertEquals(Status.OK, bench.answer("c1", "payment_start", ALL).status());
        assertEquals(new PaymentRequest("c1", 10_000, 909, 91, 12, true), Bench.take(terminal.started));
    }

    @Test
    public void isTheSameAfterACrash() throws IOException {
        bench.answer("c1", "payment_start", ALL);
        restart();
        assertEquals(
                new PaymentRequest("c1", 10_000, 909, 91, 12, true),
                Bench.take(terminal.asked).request());
    }

    @Test
    public void takesTheLeastAndTheMost() {
        String[] least = {"amount", "1", "tax", "0", "serviceCharge", "1", "installments", "0", "signature", "false"};
        bench.answer("c1", "payment_start", least);
        assertEquals(new PaymentRequest("c1", 1, 0, 1, 0, false), Bench.take(terminal.started));
        terminal.outcome.complete(APPROVED);
        news();
        bench.answer("c2", "payment_start", "amount", "9999999999", "tax", "99999999", "serviceCharge", "99999999");
        assertEquals(
                new PaymentRequest("c2", 9_999_999_999L, 99_999_999, 99_999_999, 0, false),
                Bench.take(terminal.started));
    }

    @Test
    public void isIgnoredFromClientsOf10() {
        answerTo10("c1", "payment_start", ALL);
        assertEquals(new PaymentRequest("c1", 10_000), Bench.take(terminal.started));
        terminal.outcome.complete(APPROVED);
        news();
        Payload wrong = new Payload(Map.of("amount", "10000", "signature", "maybe"), Set.of("tax"));
        Response answer =
                Bench.await(bench.dispatcher.execute(new Command(ProtocolVersion.V1_0, "c2", "payment_start", wrong)));
        assertEquals(Status.OK, answer.status());
        assertEquals(new PaymentRequest("c2", 10_000), Bench.take(terminal.started));
    }

    @Test
    public void refusesWhatIsNotOfItsForm() {
        for (String won : List.of("", "-1", "01", "1.5", "100000000", "x")) {
            refuses("tax", won);
            refuses("serviceCharge", won);
        }
        for (String months : List.of("", "1", "13", "02", "-2", "x")) refuses("installments", months);
        for (String flag : List.of("", "yes", "TRUE", "1")) refuses("signature", flag);
        Payload number = new Payload(Map.of("amount", "10000"), Set.of("tax"));
        refusesField(
                "tax",
                Bench.await(
                        bench.dispatcher.execute(new Command(ProtocolVersion.V1_1, "c1", "payment_start", number))));
        assertEquals(0, terminal.started.size());
    }

    private void refuses(String field, String text) {
        refusesField(field, bench.answer("c1", "payment_start", "amount", "10000", field, text));
    }

    @Test
    public void refusesPartsThatAreMoreThanTheAmount() {
        refuses("tax", "10001");
        refuses("serviceCharge", "10001");
        refusesField(
                "serviceCharge",
                bench.answer("c1", "payment_start", "amount", "10000", "tax", "5000", "serviceCharge", "5001"));
    }

    @Test
    public void isNoValueOutsideOfItsRange() {
        List<ThrowingRunnable> wrong = List.of(
                () -> new PaymentRequest("c", 0),
                () -> new PaymentRequest("c", 10_000_000_000L),
                () -> new PaymentRequest("c", 100, -1, 0, 0, false),
                () -> new PaymentRequest("c", 200_000_000, 100_000_000, 0, 0, false),
                () -> new PaymentRequest("c", 100, 60, 41, 0, false),
                () -> new PaymentRequest("c", 100, 0, 0, 1, false),
                () -> new PaymentRequest("c", 100, 0, 0, 13, false),
                () -> new VoidRequest("v", "", "20261121", 100),
                () -> new VoidRequest("v", "1234567890123", "20261121", 100),
                () -> new VoidRequest("v", "1", "20261321", 100),
                () -> new VoidRequest("v", "1", "20261121", 0),
                () -> new TerminalSettings(OptionalInt.of(10), OptionalInt.empty(), OptionalInt.empty()),
                () -> new TerminalSettings(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(-1)));
        for (ThrowingRunnable each : wrong) assertThrows(IllegalArgumentException.class, each);
    }
}
