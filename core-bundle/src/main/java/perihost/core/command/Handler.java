package perihost.core.command;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import perihost.api.command.ProtocolVersion;
import perihost.core.device.ManagedDevice;

/**
 * What one type of command does.
 *
 * @param type   the contract's name of it
 * @param keep   how long its OK answer is kept for duplicates (C1)
 * @param work   does it, without blocking the caller's thread; completes the reply now or later, or throws
 * @param settle present when it makes a device act, and is journaled therefore (C3): settles one that the host died
 *               over (C4), on the core thread
 * @param from   the first version that has it: to clients of an older one its type is unknown (J11)
 */
record Handler(
        String type,
        Duration keep,
        Consumer<Asked> work,
        Optional<BiConsumer<Ledger.Open, ManagedDevice>> settle,
        ProtocolVersion from) {
    private static final Duration HOUR = Duration.ofHours(1);

    /** A query: its answer is kept in memory. */
    static Handler query(String type, Consumer<Asked> work) {
        return new Handler(type, HOUR, work, Optional.empty(), ProtocolVersion.V1_0);
    }

    /** A command that makes a device act: its answer is kept on disk for an hour. */
    static Handler act(String type, Consumer<Asked> work, BiConsumer<Ledger.Open, ManagedDevice> settle) {
        return act(type, HOUR, work, settle);
    }

    /** The same, kept for another time. */
    static Handler act(
            String type, Duration keep, Consumer<Asked> work, BiConsumer<Ledger.Open, ManagedDevice> settle) {
        return new Handler(type, keep, work, Optional.of(settle), ProtocolVersion.V1_0);
    }

    /** The same, for clients of this version and newer ones. */
    Handler from(ProtocolVersion version) {
        return new Handler(type, keep, work, settle, version);
    }

    boolean isFor(ProtocolVersion version) {
        return version.minor() >= from.minor();
    }

    boolean acts() {
        return settle.isPresent();
    }
}
