package perihost.core.command;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;
import perihost.api.command.ProtocolVersion;
import perihost.api.device.DeviceState;
import perihost.api.event.DeviceEvent;
import perihost.api.event.EventStream.Subscription;
import perihost.api.payment.CardEvent;
import perihost.core.Bench;

/** What a kiosk's screen learns of the card while money is asked for. */
public class CardEventsTest extends OneAbleTerminal {
    private void paying(String id) {
        pay(id);
        Bench.take(terminal.started);
        bench.awaitState(DeviceState.PROCESSING);
    }

    @Test
    public void tellsWhatACardDoesDuringAPayment() {
        paying("c1");
        for (CardEvent event : CardEvent.values()) {
            terminal.journal.cardEvent(event);
            DeviceEvent told = bench.event();
            assertEquals("payment_card_event", told.eventType());
            assertEquals(Map.of("card", event.name(), "state", "3"), told.data());
            assertEquals(Optional.of("c1"), told.commandId());
            assertEquals(ProtocolVersion.V1_1, told.fromVersion());
        }
    }

    @Test
    public void tellsWhatACardDoesDuringAVoid() {
        undo("v1");
        Bench.take(able.voided);
        terminal.journal.cardEvent(CardEvent.STRIPE);
        DeviceEvent told = news();
        assertEquals(Map.of("card", "STRIPE", "state", "3"), told.data());
        assertEquals(Optional.of("v1"), told.commandId());
    }

    @Test
    public void tellsTwentyOfOnePaymentAndNoMore() {
        paying("c1");
        for (int i = 0; i < 25; i++) terminal.journal.cardEvent(CardEvent.UNREADABLE);
        terminal.outcome.complete(APPROVED);
        List<String> told = bench.outcomesUntilReady();
        assertEquals(21, told.size());
        assertEquals("payment_complete c1", told.get(20));
        assertEquals(20, told.stream().filter("payment_card_event c1"::equals).count());
    }

    @Test
    public void tellsNoneAfterThePaymentsEnd() {
        paying("c1");
        terminal.outcome.complete(APPROVED);
        bench.awaitState(DeviceState.READY);
        terminal.journal.cardEvent(CardEvent.IC_OUT);
        nothingMoreIsTold();
    }

    @Test
    public void tellsNoneAgainAfterARestart() throws IOException {
        paying("c1");
        terminal.journal.cardEvent(CardEvent.IC_IN);
        news();
        terminal.outcome.complete(APPROVED);
        bench.awaitState(DeviceState.READY);
        restart();
        bench.awaitState(DeviceState.READY);
        String before = "00000000-0000-7000-8000-000000000000";
        try (Subscription back = bench.events.subscribe("back", Optional.of(before), () -> {})) {
            for (var event = back.poll(); event.isPresent(); event = back.poll())
                assertEquals(false, event.get().eventType().equals("payment_card_event"));
        }
    }
}
