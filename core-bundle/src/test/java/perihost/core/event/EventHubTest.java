package perihost.core.event;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import perihost.api.command.DeviceSnapshot;
import perihost.api.device.DeviceState;
import perihost.api.device.DeviceType;
import perihost.api.event.DeviceEvent;
import perihost.api.event.EventStream.Subscription;
import perihost.core.event.EventHub.News;

public class EventHubTest {
    private static final Clock STOPPED = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_000L), ZoneOffset.UTC);
    private static final DeviceSnapshot READY =
            new DeviceSnapshot("p1", DeviceType.PRINTER, "a printer", DeviceState.READY, "");

    private final EventHub hub = new EventHub(STOPPED, () -> List.of(READY));

    private Subscription subscribe(Optional<String> since) {
        return hub.subscribe("test", since, () -> {});
    }

    private static List<DeviceEvent> all(Subscription subscription) {
        List<DeviceEvent> all = new ArrayList<>();
        for (var e = subscription.poll(); e.isPresent(); e = subscription.poll()) all.add(e.get());
        return all;
    }

    private void publish(String text) {
        hub.publish(new News("something", DeviceType.PRINTER, "p1", Optional.empty(), Map.of("text", text), Map.of()));
    }

    @Test
    public void numbersEventsAndNamesThemInOrder() {
        Subscription client = subscribe(Optional.empty());
        for (int i = 0; i < 900; i++) publish("x");
        List<DeviceEvent> all = all(client);
        for (int i = 1; i < all.size(); i++) {
            assertTrue(all.get(i - 1).eventId().compareTo(all.get(i).eventId()) < 0);
            assertEquals(all.get(i - 1).sequence() + 1, all.get(i).sequence());
        }
        assertTrue(all.get(0).eventId().matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    }

    @Test
    public void tellsNothingThatHappenedBefore() {
        publish("before");
        assertEquals(List.of(), all(subscribe(Optional.empty())));
    }

    @Test
    public void dropsTheOldestBeyondAThousandForTheSlowClientAlone() {
        Subscription slow = subscribe(Optional.empty());
        Subscription quick = subscribe(Optional.empty());
        int taken = 0;
        for (int i = 1; i <= 1100; i++) {
            publish("x");
            taken += all(quick).size();
        }
        assertEquals(1100, taken);
        assertEquals(0, quick.dropped());
        List<DeviceEvent> left = all(slow);
        assertEquals(1000, left.size());
        assertEquals(101, left.get(0).sequence());
        assertEquals(100, slow.dropped());
    }

    @Test
    public void dropsTheOldestBeyondSixteenMebibytes() {
        Subscription slow = subscribe(Optional.empty());
        String photo = "p".repeat(3 << 20);
        for (int i = 0; i < 10; i++) publish(photo);
        int bytes = all(slow).stream().mapToInt(DeviceEvent::weight).sum();
        assertTrue(bytes > 12 << 20 && bytes <= 16 << 20);
    }

    @Test
    public void replaysWhatCameAfterAnEvent() {
        Subscription client = subscribe(Optional.empty());
        for (int i = 0; i < 10; i++) publish("x");
        String fourth = all(client).get(3).eventId();
        Subscription back = subscribe(Optional.of(fourth));
        publish("live");
        assertEquals(
                List.of(5L, 6L, 7L, 8L, 9L, 10L, 11L),
                all(back).stream().map(DeviceEvent::sequence).toList());
    }

    @Test
    public void beginsWithAllStatesWhenThePastIsTooLongAgo() {
        publish("x");
        String ofAnEarlierRun = "01890000-0000-7000-8000-000000000000";
        List<DeviceEvent> told = all(subscribe(Optional.of(ofAnEarlierRun)));
        assertEquals("device_state_changed", told.get(0).eventType());
        assertEquals(Map.of("state", "2", "stateString", "READY"), told.get(0).data());
        assertEquals(
                "what happened in this run is not too long ago",
                "something",
                told.get(1).eventType());
    }

    @Test
    public void tellsWhatAnEarlierRunWroteDownToThoseWhoComeBack() {
        News outcome = new News(
                "outcome", DeviceType.PRINTER, "p1", Optional.of("c1"), Map.of("text", "written down"), Map.of());
        hub.remember(outcome, new EventHub.Ticket("018bcfe5-6800-7000-8000-000000000001", 1_700_000_000_000L));
        String before = "018bcfe5-6700-7000-8000-000000000000";
        List<DeviceEvent> told = all(subscribe(Optional.of(before)));
        assertEquals(
                List.of("device_state_changed", "outcome"),
                told.stream().map(DeviceEvent::eventType).toList());
        assertEquals(0, told.get(1).sequence());
        String longAfter = "018c0000-0000-7000-8000-000000000000";
        assertEquals(1, all(subscribe(Optional.of(longAfter))).size());
        assertEquals(List.of(), all(subscribe(Optional.empty())));
    }

    @Test
    public void callsOnceWhenAQueueIsNotEmptyAnyMore() {
        AtomicInteger calls = new AtomicInteger();
        Subscription client = hub.subscribe("test", Optional.empty(), calls::incrementAndGet);
        publish("x");
        publish("x");
        assertEquals(1, calls.get());
        all(client);
        publish("x");
        assertEquals(2, calls.get());
        client.close();
        publish("x");
        assertEquals(2, calls.get());
        assertEquals(Optional.empty(), client.poll());
    }
}
