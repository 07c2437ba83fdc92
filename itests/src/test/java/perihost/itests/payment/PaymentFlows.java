package perihost.itests.payment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Before;
import org.junit.Test;
import perihost.itests.harness.Answer;
import perihost.itests.harness.EventClient;
import perihost.itests.harness.HostHome;

/** What can become of a payment: the same whatever the line. An amount's last digits decide what the terminal does. */
public abstract class PaymentFlows {
    private static final Set<String> OF_AN_APPROVAL = new TreeSet<>(List.of(
            "transactionId",
            "amount",
            "cardNumber",
            "approvalNumber",
            "salesDate",
            "salesTime",
            "transactionMedium",
            "state"));

    /** The host, and what is on its line. */
    abstract PaymentHost payments();

    @Before
    public void isReadyForTheNextCustomer() throws Exception {
        payments().awaitNoCard();
    }

    @Test
    public void approves() throws Exception {
        JsonNode outcome = pay(11_000, "payment_complete");
        checkApproval(outcome.path("data"), "11000");
    }

    @Test
    public void tellsCardsToNewerClientsAlone() throws Exception {
        try (EventClient newer = EventClient.of(payments().host(), "?protocolVersion=1.1")) {
            Payment payment = payments().start(12_000);
            List<JsonNode> events = newer.until(e -> EventClient.isState(e, "2"));
            assertEquals(List.of("3", "IC_IN", "payment_complete", "2"), PaymentHost.told(events));
            for (JsonNode event : events)
                assertEquals(payment.commandId(), event.path("commandId").asText());
        }
    }

    @Test
    public void tellsADeclineInTheTerminalsWords() throws Exception {
        JsonNode data = pay(13_001, "payment_failed").path("data");
        assertEquals("VAN_REJECTED", data.path("errorCode").asText());
        assertEquals("잔액부족", data.path("errorMessage").asText());
        assertEquals("13001", data.path("amount").asText());
    }

    /** In the minute after a cancel an answer is not believed that names neither card nor amount; then it times out. */
    @Test
    public void endsWhenNoCardComes() throws Exception {
        JsonNode data = pay(14_002, "payment_failed").path("data");
        String code = data.path("errorCode").asText();
        assertTrue(code, Set.of("VAN_REJECTED", "PROCESSING_ERROR").contains(code));
    }

    /** The device is not READY before the outcome is told, whatever it goes through. */
    @Test
    public void findsAnApprovalWhoseAnswerWasLostWithTheLine() throws Exception {
        try (EventClient events = EventClient.of(payments().host())) {
            Payment payment = payments().start(15_003);
            List<JsonNode> read = events.until(e -> EventClient.isState(e, "2"));
            List<String> told = PaymentHost.told(read);
            assertEquals(told.toString(), "3", told.get(0));
            assertEquals(told.toString(), "payment_complete", told.get(told.size() - 2));
            JsonNode data = read.get(read.size() - 2).path("data");
            checkApproval(data, "15003");
            checkLast(payment, "complete", data);
        }
    }

    @Test
    public void asksAgainWhenRefused() throws Exception {
        checkApproval(pay(16_004, "payment_complete").path("data"), "16004");
    }

    @Test
    public void failsWhenTheTerminalNeverAcknowledges() throws Exception {
        JsonNode data = pay(17_005, "payment_failed").path("data");
        assertEquals("PAYMENT_START_FAILED", data.path("errorCode").asText());
        assertEquals("17005", data.path("amount").asText());
    }

    @Test
    public void hasADamagedAnswerSaidAgain() throws Exception {
        checkApproval(pay(18_006, "payment_complete").path("data"), "18006");
    }

    @Test
    public void isCancelledBeforeTheCard() throws Exception {
        try (EventClient events = EventClient.of(payments().host())) {
            Payment payment = payments().start(21_002);
            assertEquals("2", payments().ask("payment_cancel").result("state"));
            List<JsonNode> read = events.until(e -> EventClient.isState(e, "2"));
            assertEquals(List.of("3", "payment_cancelled", "2"), PaymentHost.told(read));
            assertEquals("2", read.get(1).path("data").path("state").asText());
            assertEquals(payment.commandId() + " cancelled 21002 ", payments().last());
        }
        pay(22_000, "payment_complete"); // the terminal takes the next one
    }

    @Test
    public void cancelsNothingWhenNothingIsInProgress() throws Exception {
        payments().refused("payment_cancel", "PAYMENT_CANCEL_FAILED");
        JsonNode outcome = pay(23_000, "payment_complete");
        String last = payments().last();
        payments().refused("payment_cancel", "PAYMENT_CANCEL_FAILED");
        assertEquals("an approval is never undone", last, payments().last());
        assertFalse(last.isEmpty() || outcome.isMissingNode());
    }

    @Test
    public void takesOnePaymentAtATimeAndNoneTwice() throws Exception {
        try (EventClient events = EventClient.of(payments().host())) {
            Payment payment = payments().start(24_000);
            Answer second = payments().client().post(Payment.of(25_000).body());
            assertEquals(second.text(), "DEVICE_NOT_READY", second.code());
            assertEquals("3", second.body().at("/error/details/state").asText());
            for (int i = 0; i < 3; i++)
                assertEquals(
                        payment.answer().orElseThrow(),
                        payments().client().post(payment.body()).text());
            assertEquals(
                    List.of("3", "payment_complete", "2"),
                    PaymentHost.told(events.until(e -> EventClient.isState(e, "2"))));
            assertEquals(
                    payment.answer().orElseThrow(),
                    payments().client().post(payment.body()).text());
        }
    }

    @Test
    public void resetsAnIdleTerminal() throws Exception {
        assertEquals("2", payments().ask("payment_reset").result("state"));
        pay(26_000, "payment_complete");
    }

    @Test
    public void settlesThePaymentInProgressBeforeAReset() throws Exception {
        try (EventClient events = EventClient.of(payments().host())) {
            Payment payment = payments().start(27_002);
            payments().client().send("payment_reset", Map.of());
            assertEquals(
                    "payment_cancelled",
                    PaymentHost.outcome(events).path("eventType").asText());
            assertEquals(payment.commandId() + " cancelled 27002 ", payments().last());
        }
        payments().client().awaitState(HostHome.TERMINAL, "2");
        pay(28_000, "payment_complete");
    }

    @Test
    public void checksTheDevice() throws Exception {
        assertEquals("2", payments().ask("payment_device_check").result("state"));
    }

    /** Pays: what clients of 1.0 are told, in order, is the state, the outcome and the state. */
    final JsonNode pay(long won, String outcome) throws Exception {
        try (EventClient events = EventClient.of(payments().host())) {
            Payment payment = payments().start(won);
            List<JsonNode> read = new ArrayList<>(events.until(Witness::isOutcome));
            JsonNode told = read.get(read.size() - 1);
            assertEquals(
                    "state first, then events (D5)",
                    told.path("data").path("state").asText(),
                    payments().client().state(HostHome.TERMINAL));
            read.addAll(events.until(e -> EventClient.isState(e, "2")));
            assertEquals(List.of("3", outcome, "2"), PaymentHost.told(read));
            checkLast(payment, outcome.substring("payment_".length()), told.path("data"));
            return told;
        }
    }

    private void checkLast(Payment payment, String outcome, JsonNode data) throws Exception {
        String number = data.path("approvalNumber").asText("");
        assertEquals(
                String.join(" ", payment.commandId(), outcome, Long.toString(payment.won()), number),
                payments().last());
    }

    private static void checkApproval(JsonNode data, String won) {
        Set<String> names = new TreeSet<>();
        data.fieldNames().forEachRemaining(names::add);
        assertEquals(OF_AN_APPROVAL, names);
        assertEquals(won, data.path("amount").asText());
        assertTrue(data.toString(), CardNumber.isMasked(data.path("cardNumber").asText()));
        assertTrue(data.path("salesDate").asText().matches("20[0-9]{6}"));
        assertTrue(data.path("salesTime").asText().matches("[0-9]{6}"));
        assertEquals("1", data.path("transactionMedium").asText());
    }
}
