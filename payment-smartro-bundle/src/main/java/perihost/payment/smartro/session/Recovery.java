package perihost.payment.smartro.session;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Approved;
import perihost.api.payment.PaymentOutcome.NotStarted;
import perihost.payment.smartro.protocol.Sale;

/** What is known of a payment or void of an earlier run without asking the terminal (11.4). */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private Recovery() {}

    /** Its outcome, if the journal has it, or has nothing that was to be sent. */
    static Optional<CompletionStage<PaymentOutcome>> of(String id, Map<String, String> notes, Desk desk) {
        Optional<PaymentOutcome> noted = Outcomes.of(notes);
        if (noted.isPresent())
            return Optional.of(known(id, noted.get(), "the terminal's answer is in the journal", desk));
        if (Sent.of(notes).isPresent()) return Optional.empty();
        return Optional.of(known(id, new NotStarted("the terminal was never asked"), "nothing was to be sent", desk));
    }

    private static CompletionStage<PaymentOutcome> known(
            String id, PaymentOutcome outcome, String evidence, Desk desk) {
        LOG.info("{}: {} is settled: {}; {}", desk.id(), id, Texts.name(outcome), evidence);
        return CompletableFuture.completedFuture(outcome);
    }

    /** Whether its answer came before the host asked. */
    static boolean claims(Charge charge, Desk desk) {
        Optional<Sale> sale = desk.known().unclaimed(charge);
        if (sale.isEmpty()) return false;
        Approved approved = Outcomes.approved(sale.get());
        if (!charge.note(Outcomes.notes(approved))) return false;
        desk.known().belongs(sale.get(), charge);
        LOG.info("{}: {} is settled: {}; its answer came", desk.id(), charge.id(), Texts.name(approved));
        charge.end(approved, desk.turn());
        return true;
    }
}
