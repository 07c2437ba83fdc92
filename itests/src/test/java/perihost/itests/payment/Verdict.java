package perihost.itests.payment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import perihost.itests.harness.HostHome;

/**
 * Whether what clients were told of payments is what the terminal has charged.
 *
 * @param seed     for messages
 * @param payments all that were asked for
 */
record Verdict(long seed, List<Payment> payments, Witness witness, Books books) {
    private static final Map<String, String> LEARNT =
            Map.of("payment_complete", "complete", "payment_failed", "failed", "payment_cancelled", "cancelled");

    /** Fails when they differ, naming the payment; else counts the outcomes. */
    Map<String, Integer> check() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Payment payment : payments) counts.merge(check(payment), 1, Integer::sum);
        checkNothingElse();
        System.out.println("seed " + seed + ": " + counts);
        return counts;
    }

    private String check(Payment payment) {
        String name = "seed " + seed + ", " + payment;
        List<Books.Entry> charges = books.of(payment.won());
        List<JsonNode> told = witness.outcomes(payment.commandId());
        String both = name + ": charged " + charges + ", told " + told;
        assertTrue(both, charges.size() <= 1);
        assertTrue(
                both, told.size() <= 1 && (told.size() == 1 || payment.answer().isEmpty()));
        String outcome =
                told.isEmpty() ? "refused" : told.get(0).path("eventType").asText();
        assertEquals(both, charges.size() == 1, outcome.equals("payment_complete"));
        if (outcome.equals("payment_complete"))
            checkApproval(both, charges.get(0), told.get(0).path("data"));
        if (payment.cancelled()) assertEquals(both, "payment_cancelled", outcome);
        payment.learnt().ifPresent(learnt -> assertEquals(both, LEARNT.get(outcome), learnt));
        return outcome;
    }

    private static void checkApproval(String name, Books.Entry charge, JsonNode data) {
        assertEquals(name, "A", charge.kind());
        assertEquals(name, Long.toString(charge.won()), data.path("amount").asText());
        assertEquals(name, charge.approvalNumber(), data.path("approvalNumber").asText());
        assertTrue(name, CardNumber.isMasked(data.path("cardNumber").asText()));
    }

    private void checkNothingElse() {
        Set<Long> asked = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (Payment payment : payments) {
            asked.add(payment.won());
            ids.add(payment.commandId());
        }
        for (Books.Entry entry : books.entries()) assertTrue("nobody asked for " + entry, asked.contains(entry.won()));
        for (String id : witness.commandIds()) assertTrue("nobody asked for " + id, ids.contains(id));
    }

    /** The home has no digits of a card, and its log neither stack traces nor errors. */
    static void checkTraces(HostHome home) throws IOException {
        CardNumber.checkFiles(home.path());
        List<String> wrong = home.log()
                .lines()
                .filter(line -> line.matches("\\S+ ERROR .*|\\s+at .*|.*Exception.*"))
                .toList();
        assertEquals(List.of(), wrong);
    }
}
