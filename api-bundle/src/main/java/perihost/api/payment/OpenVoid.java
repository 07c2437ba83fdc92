package perihost.api.payment;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A void whose outcome the host does not know (C4).
 *
 * @param request   what was to be undone
 * @param startedAt when the client's command was journaled, host's clock
 * @param notes     what the driver noted in its {@link PaymentJournal}, all of it; copied
 */
public record OpenVoid(VoidRequest request, Instant startedAt, Map<String, String> notes) {
    /** Copies the notes. */
    public OpenVoid {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(startedAt, "startedAt");
        notes = Map.copyOf(notes);
    }
}
