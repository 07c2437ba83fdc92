package perihost.core.command;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import perihost.api.device.DeviceType;
import perihost.core.CoreThread;
import perihost.core.device.DeviceRegistry;
import perihost.core.device.ManagedDevice;
import perihost.core.event.EventHub;
import perihost.core.journal.Journal;
import perihost.core.journal.Limits;
import perihost.core.journal.Retention;

/** All commands, tied together: made once, with what the journal kept of the run before. */
public final class Contract {
    private final Map<String, Handler> handlers;
    private final Settlement settlement;
    private final Dispatcher dispatcher;
    private final Map<String, List<Ledger.Open>> open = new HashMap<>(); // by device; core thread

    /**
     * @param clock    the time of day
     * @param passing  milliseconds that only ever pass
     * @param defaults the configured default device by type (D2)
     */
    public Contract(
            DeviceRegistry registry,
            Journal journal,
            CoreThread core,
            EventHub events,
            Clock clock,
            LongSupplier passing,
            Supplier<Map<DeviceType, String>> defaults) {
        Answers answers = new Answers(passing);
        Ledger ledger = new Ledger(journal, core, clock, answers);
        Acts acts = new Acts(ledger, new Devices(registry, defaults), core);
        LastPayments last = new LastPayments();
        PaymentCommands payments = new PaymentCommands(acts, core, events, last);
        settlement = payments.settlement();
        handlers = Stream.of(
                        new CommonCommands(registry).handlers(),
                        new PrinterCommands(acts).handlers(),
                        payments.handlers(),
                        new TerminalQueries(acts).handlers(),
                        new CameraCommands(acts).handlers())
                .flatMap(List::stream)
                .collect(Collectors.toUnmodifiableMap(Handler::type, h -> h));
        dispatcher = new Dispatcher(handlers, answers, registry, core, clock);
        Ledger.Recovered before = ledger.recover(handlers);
        before.payments().forEach(last::put);
        before.told().forEach(named -> events.remember(named.news(), named.ticket()));
        for (Ledger.Open o : before.open())
            open.computeIfAbsent(o.field(Ledger.DEVICE), id -> new ArrayList<>())
                    .add(o);
    }

    /** How long the journal keeps what it is told (C1). */
    public static Retention retention() {
        Map<String, Duration> money =
                Map.of(PaymentCommands.START, PaymentCommands.KEEP, PaymentCommands.VOID, PaymentCommands.KEEP);
        return Retention.byType(money, Duration.ofHours(1));
    }

    /** How much the journal may hold: some 35,000 commands of an hour, which fit the heap when they are read again. */
    public static Limits limits() {
        return new Limits(4 << 20, 24 << 20, 4096, 8 << 20);
    }

    /** What front ends call. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    /** A device has become known: what the last run left open on it is settled (C4). Core thread. */
    public void arrived(ManagedDevice device) {
        device.whenOpened(() -> settlement.opened(device));
        List<Ledger.Open> left = open.remove(device.id());
        if (left == null) return;
        for (Ledger.Open o : left)
            handlers.get(o.field(Ledger.TYPE)).settle().orElseThrow().accept(o, device);
    }
}
