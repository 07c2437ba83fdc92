package perihost.itests.payment;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;
import perihost.itests.harness.Answer;
import perihost.itests.harness.EventClient;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.Waiting;

/** What can become of a payment when the terminal, or the line to it, can be laid hands on. */
public abstract class TerminalFlows extends PaymentFlows {
    private static final Duration REPLUG = Duration.ofSeconds(30);

    /** The line of {@link #payments}. */
    abstract TerminalWiring wiring();

    @Test
    public void tellsWhatTheTerminalChargedOnceItIsPluggedInAgain() throws Exception {
        try (EventClient events = EventClient.of(payments().host(), "?protocolVersion=1.1")) {
            payments().start(31_000);
            events.until(e -> PaymentHost.told(List.of(e)).equals(List.of("IC_IN")));
            wiring().unplug();
            events.until(e -> EventClient.isState(e, "0"));
            wiring().replug();
            String outcome = PaymentHost.outcome(events).path("eventType").asText();
            int charges = outcome.equals("payment_complete") ? 1 : 0;
            assertEquals(outcome, charges, wiring().charges(31_000).size());
            assertEquals(outcome, charges == 1 ? "payment_complete" : "payment_failed", outcome);
        }
        payments().client().awaitState(HostHome.TERMINAL, "2", REPLUG);
        assertEquals(1, charged(32_000));
    }

    @Test
    public void failsAPaymentThatNobodyPaidBeforeItWasUnplugged() throws Exception {
        try (EventClient events = EventClient.of(payments().host())) {
            payments().start(33_002);
            wiring().unplug();
            events.until(e -> EventClient.isState(e, "0"));
            wiring().replug();
            JsonNode outcome = PaymentHost.outcome(events);
            assertEquals("payment_failed", outcome.path("eventType").asText());
        }
        payments().client().awaitState(HostHome.TERMINAL, "2", REPLUG);
        assertEquals(List.of(), wiring().charges(33_002));
        assertEquals(1, charged(34_000));
    }

    private int charged(long won) throws Exception {
        pay(won, "payment_complete");
        return wiring().charges(won).size();
    }

    @Test
    public void takesNoPaymentWhileUnplugged() throws Exception {
        wiring().unplug();
        payments().client().awaitState(HostHome.TERMINAL, "0");
        Answer answer = payments().client().post(Payment.of(35_000).body());
        assertEquals(answer.text(), "DEVICE_NOT_READY", answer.code());
        wiring().replug();
        payments().client().awaitState(HostHome.TERMINAL, "2", REPLUG);
        assertEquals(List.of(), wiring().charges(35_000));
    }

    @Test
    public void namesAFaultyModule() throws Exception {
        wiring().terminal().obey("status van F");
        try {
            AtomicReference<Answer> answer = new AtomicReference<>();
            Waiting.until("the terminal is told", REPLUG, () -> {
                answer.set(payments().client().send("payment_device_check", Map.of()));
                return answer.get().code().equals("DEVICE_CHECK_FAILED");
            });
            assertEquals("F", answer.get().body().at("/error/details/van").asText());
            assertEquals("O", answer.get().body().at("/error/details/card").asText());
            payments().client().awaitState(HostHome.TERMINAL, "4");
        } finally {
            wiring().terminal().obey("status van O");
        }
        payments().client().awaitState(HostHome.TERMINAL, "2", REPLUG);
    }
}
