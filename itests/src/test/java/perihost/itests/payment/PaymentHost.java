package perihost.itests.payment;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.rules.ExternalResource;
import perihost.itests.harness.Answer;
import perihost.itests.harness.Client;
import perihost.itests.harness.EventClient;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.RunningHost;
import perihost.itests.harness.Waiting;

/** A host with one terminal for a whole test class. When it ends, nothing of a card may be left anywhere. */
final class PaymentHost extends ExternalResource {
    private static final List<String> IMPATIENT =
            List.of("ack.timeout = 500", "answer.timeout = 1000", "card.event.timeout = 3", "settle.listen = 0");
    private static final long FIRST = 1_000;
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private final String name;
    private final Wiring wiring;
    private final List<String> settings;
    private RunningHost host;

    /** @param cardSeconds how long a customer has; more than the terminal waits for a card */
    PaymentHost(String name, Wiring wiring, int cardSeconds) {
        this.name = name;
        this.wiring = wiring;
        this.settings = new ArrayList<>(IMPATIENT);
        settings.add("card.timeout = " + cardSeconds);
    }

    @Override
    protected void before() throws Exception {
        HostHome home = HostHome.fresh(name);
        home.configure("perihost.log.cfg", "perihost.payment = TRACE", "perihost.line = TRACE");
        home.terminalOn(wiring.make(home), settings.toArray(String[]::new));
        host = RunningHost.start(home);
        client().awaitState(HostHome.TERMINAL, "2");
        try (EventClient events = EventClient.of(host)) {
            start(FIRST); // a terminal that never approved anything tells little
            outcome(events);
        }
    }

    @Override
    protected void after() {
        try {
            assertEquals(0, host.stop());
            wiring.close();
            Verdict.checkTraces(host.home());
            CardNumber.check("standard output", host.stdout());
            CardNumber.check("standard error", host.stderr());
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            host.close();
        }
    }

    RunningHost host() {
        return host;
    }

    Client client() {
        return host.client();
    }

    /** Waits until the terminal is READY and the card of the payment before is out. */
    void awaitNoCard() throws Exception {
        client().awaitState(HostHome.TERMINAL, "2");
        String type = "payment_ic_card_check";
        Waiting.until(
                "no card",
                LEAVING,
                () -> !client().post(Client.command("1.1", Client.id(), type, Map.of()))
                        .result("inserted")
                        .equals("true"));
    }

    /** Starts a payment, and checks that it was accepted. */
    Payment start(long won) throws Exception {
        Payment payment = Payment.of(won);
        Answer answer = client().post(payment.body());
        assertEquals(answer.text(), "OK", answer.outcome());
        assertEquals("3", answer.result("state"));
        return payment.answered(answer.text());
    }

    /** Asks something of the terminal, and checks that it could be done. */
    Answer ask(String type) throws Exception {
        Answer answer = client().send(type, Map.of());
        assertEquals(answer.text(), "OK", answer.outcome());
        return answer;
    }

    /** Asks something of the terminal, and checks that it failed in this way. */
    Answer refused(String type, String code) throws Exception {
        Answer answer = client().send(type, Map.of());
        assertEquals(answer.text(), "FAILED", answer.outcome());
        assertEquals(code, answer.code());
        return answer;
    }

    /** What J6 says of the last payment: {@code <commandId> <outcome> <amount> <approval number>}. */
    String last() throws Exception {
        Answer answer = client().post(Client.command("1.1", Client.id(), "payment_status_check", Map.of()));
        return String.join(
                " ",
                answer.result("lastCommandId"),
                answer.result("lastOutcome"),
                answer.result("lastAmount"),
                answer.result("lastApprovalNumber"));
    }

    /** Events in short: the state of a {@code device_state_changed}, the card of a card event, else the type. */
    static List<String> told(List<JsonNode> events) {
        List<String> told = new ArrayList<>();
        for (JsonNode event : events) {
            String type = event.path("eventType").asText();
            if (type.equals("device_state_changed"))
                told.add(event.path("data").path("state").asText());
            else if (type.equals("payment_card_event"))
                told.add(event.path("data").path("card").asText());
            else told.add(type);
        }
        return told;
    }

    /** Reads on to the outcome of the payment in hand. */
    static JsonNode outcome(EventClient events) throws InterruptedException {
        List<JsonNode> read = events.until(Witness::isOutcome);
        return read.get(read.size() - 1);
    }
}
