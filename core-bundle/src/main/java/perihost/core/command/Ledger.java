package perihost.core.command;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.command.Command;
import perihost.api.command.ProtocolVersion;
import perihost.api.command.Response;
import perihost.api.device.DeviceException;
import perihost.api.device.ErrorCode;
import perihost.core.CoreThread;
import perihost.core.device.ManagedDevice;
import perihost.core.device.ManagedDevice.Told;
import perihost.core.journal.Entry;
import perihost.core.journal.Entry.Kind;
import perihost.core.journal.Journal;

/**
 * What the commands that make a device act write into the journal, and what they find there after a crash (C3, C4). All
 * stages complete on the core thread.
 */
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Duration OWED = Duration.ofSeconds(1);
    private static final String RESULT = "result."; // before the name of each text of the answer
    private static final String QUESTION = "question";
    private static final String VERSION = "version";

    /** The entry's field with the command's type: the journal keeps entries by it. */
    static final String TYPE = "type";

    /** The entry's field with the device's id. */
    static final String DEVICE = "deviceId";

    private final Journal journal;
    private final CoreThread core;
    private final Clock clock;
    private final Answers answers;
    private final ArrayDeque<Entry> owed = new ArrayDeque<>(); // ends that could not be written yet; guarded by itself

    /** A command that was accepted before the host died, and is not known to have ended. */
    record Open(Entry accepted, Map<String, String> notes) {
        String field(String name) {
            return accepted.fields().getOrDefault(name, "");
        }
    }

    /**
     * What the run before left.
     *
     * @param open     its commands that are not known to have ended, oldest first
     * @param payments how the last payment ended, by device (J6)
     * @param told     the events of outcomes that it was about to tell, in order of time
     */
    record Recovered(List<Open> open, Map<String, Map<String, String>> payments, List<ToldEvents.Named> told) {}

    Ledger(Journal journal, CoreThread core, Clock clock, Answers answers) {
        this.journal = journal;
        this.core = core;
        this.clock = clock;
        this.answers = answers;
    }

    /**
     * Writes a command to disk, before the device is told. Any thread.
     *
     * @param result the answer that it will get, if that is known already: a duplicate after a crash gets it too
     * @param more   what settling it needs
     * @return completes with the entry's time, which is the answer's; fails with {@code PROCESSING_ERROR} (C5)
     */
    CompletionStage<Long> accept(
            Command command, ManagedDevice device, Optional<Map<String, String>> result, Map<String, String> more) {
        if (answers.full()) return CompletableFuture.failedFuture(refused("too many commands within the last hour"));
        Map<String, String> fields = new LinkedHashMap<>(more);
        fields.put(TYPE, command.type());
        fields.put(DEVICE, device.id());
        fields.put(VERSION, command.version().answered().toString());
        fields.put(QUESTION, Integer.toString(Answers.question(command)));
        result.ifPresent(texts -> texts.forEach((name, text) -> fields.put(RESULT + name, text)));
        Entry entry = entry(Kind.ACCEPTED, command.commandId(), fields);
        writeOwed();
        return append(entry).thenApply(written -> entry.timestampMs());
    }

    /** Writes the answer of a command that had none when it was accepted; it has ended with it. */
    CompletionStage<Long> answered(String commandId, Map<String, String> result) {
        Map<String, String> fields = new LinkedHashMap<>();
        result.forEach((name, text) -> fields.put(RESULT + name, text));
        Entry entry = entry(Kind.ANSWERED, commandId, fields);
        return append(entry).thenApply(written -> {
            end(entry(Kind.ENDED, commandId, Map.of()));
            return entry.timestampMs();
        });
    }

    /**
     * Writes how a command's operation ended, before it is told. It never fails: what cannot be written now is written
     * as soon as the journal is well again, and the outcome is told all the same.
     */
    CompletionStage<Void> ended(Told told, Map<String, String> outcome) {
        Map<String, String> fields = new LinkedHashMap<>(outcome);
        fields.putAll(ToldEvents.fields(told));
        return end(entry(Kind.ENDED, told.ending().commandId(), fields));
    }

    /** Writes that a command was not carried out after all: it may be asked again under its id (C1a). Never fails. */
    CompletionStage<Void> voided(String commandId) {
        return end(entry(Kind.VOID, commandId, Map.of()));
    }

    private CompletionStage<Void> end(Entry entry) {
        return append(entry).exceptionally(failure -> {
            owe(entry);
            return null;
        });
    }

    private void owe(Entry entry) { // as many as there are devices, and a few: no command is accepted meanwhile
        synchronized (owed) {
            owed.addLast(entry);
            if (owed.size() == 1) core.after(OWED, this::writeOwed);
        }
    }

    private void writeOwed() {
        List<Entry> all;
        synchronized (owed) {
            if (owed.isEmpty()) return;
            all = List.copyOf(owed);
            owed.clear();
        }
        all.forEach(this::end);
    }

    /** Writes what a driver has to know of a command after a crash. Completes on the journal's thread. */
    CompletionStage<Void> note(String commandId, Map<String, String> notes) {
        return journal.append(entry(Kind.NOTE, commandId, notes));
    }

    /** Takes up what was written before: the answers for duplicates, the commands that are open, the last outcomes. */
    Recovered recover(Map<String, Handler> handlers) {
        Map<String, List<Entry>> byCommand = new LinkedHashMap<>();
        for (Entry e : journal.recovered())
            byCommand.computeIfAbsent(e.commandId(), id -> new ArrayList<>()).add(e);
        Recovered recovered = new Recovered(new ArrayList<>(), new HashMap<>(), new ArrayList<>());
        byCommand.values().forEach(entries -> History.of(entries).ifPresent(h -> recover(h, handlers, recovered)));
        journal.forget();
        recovered.told.sort(Comparator.comparing(named -> named.ticket().eventId()));
        return recovered;
    }

    private void recover(History history, Map<String, Handler> handlers, Recovered recovered) {
        Entry accepted = history.accepted();
        Handler handler = handlers.get(accepted.fields().get(TYPE));
        if (handler == null) {
            LOG.error("command {} in the journal is of a type that is not known here", accepted.commandId());
            return;
        }
        if (!history.result(RESULT).isEmpty()) keep(history, handler);
        if (!history.hasEnded()) recovered.open.add(new Open(accepted, history.notes()));
        Map<String, String> payment = history.end(LastPayments.PREFIX);
        if (!payment.isEmpty()) recovered.payments.put(accepted.fields().get(DEVICE), payment);
        ToldEvents.of(accepted.commandId(), history.end("")).ifPresent(recovered.told::add);
    }

    private void keep(History history, Handler handler) {
        Map<String, String> fields = history.accepted().fields();
        String commandId = history.accepted().commandId();
        ProtocolVersion version =
                ProtocolVersion.parse(fields.getOrDefault(VERSION, "")).orElse(ProtocolVersion.V1_0);
        int question = Integer.parseInt(fields.getOrDefault(QUESTION, "0"));
        long at = history.answeredAt();
        Duration age = Duration.ofMillis(Math.max(0, clock.millis() - at));
        Response response = Response.ok(version, commandId, at, history.result(RESULT));
        answers.keep(handler, commandId, question, response, age);
    }

    private Entry entry(Kind kind, String commandId, Map<String, String> fields) {
        return new Entry(kind, commandId, clock.millis(), fields);
    }

    private CompletionStage<Void> append(Entry entry) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        journal.append(entry)
                .whenComplete((nothing, failure) -> core.execute(() -> {
                    if (failure == null) written.complete(null);
                    else {
                        LOG.error("command {} could not be written to the journal", entry.commandId(), failure);
                        written.completeExceptionally(refused("the journal cannot be written"));
                    }
                }));
        return written;
    }

    private static DeviceException refused(String why) {
        return new DeviceException(ErrorCode.PROCESSING_ERROR, why);
    }
}
