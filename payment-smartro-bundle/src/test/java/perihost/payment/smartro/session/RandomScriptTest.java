package perihost.payment.smartro.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Approved;
import perihost.api.payment.PaymentOutcome.Unsettled;

/**
 * Payments over a line on which anything goes wrong, cancels, resets, losses of the line and deaths of the host in
 * between: each ends in one outcome, and it is the truth.
 */
public class RandomScriptTest {
    private static final int SCRIPTS = 500;
    private static final int PAYMENTS = 4;

    @Test
    public void everyPaymentEndsOnceInWhatHappened() {
        long seed = Long.getLong("seed", System.nanoTime());
        for (int i = 0; i < SCRIPTS; i++) {
            long each = seed + i;
            try {
                new Script(each).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("with -Dseed=" + each, e);
            }
        }
    }

    private static final class Script {
        private final Random random;
        private final Scene scene = new Scene();
        private final Model model;
        private final List<String> identities = new ArrayList<>();

        Script(long seed) {
            random = new Random(seed);
            model = new Model(scene, random);
            scene.reopens = true;
        }

        void run() {
            scene.lineUp();
            scene.pass(Duration.ofSeconds(60));
            for (int i = 0; i < PAYMENTS; i++) pay("c" + i, random.nextBoolean() ? 1_000 : 2_000);
        }

        private void pay(String id, long won) {
            model.payment(id);
            model.trouble(random.nextInt(3) * 0.1);
            scene.notes.clear();
            scene.told.clear();
            scene.sent.clear();
            scene.start(id, won);
            for (int i = random.nextInt(4); i > 0 && outcomes() == 0; i--) disturb(id, won);
            scene.pass(Duration.ofSeconds(300));
            model.trouble(0);
            settle(id, won);
            scene.pass(Duration.ofSeconds(60)); // what is left on the line
            check(id);
        }

        private void disturb(String id, long won) {
            scene.pass(Duration.ofMillis(random.nextInt(20_000)));
            switch (random.nextInt(4)) {
                case 0 -> scene.cancel();
                case 1 -> scene.reset();
                case 2 -> lose();
                default -> die(id, won);
            }
        }

        private void lose() {
            if (!scene.isUp()) return;
            scene.lineLost();
            scene.later(Duration.ofMillis(random.nextInt(5_000)), () -> {
                if (!scene.isUp()) scene.lineUp();
            });
        }

        private void die(String id, long won) {
            if (outcomes() > 0) return;
            scene.restart();
            scene.lineUp();
            if (random.nextBoolean()) scene.pass(Duration.ofSeconds(random.nextInt(5)));
            scene.settle(id, won);
        }

        /** As the host does: asked again until it is known. */
        private void settle(String id, long won) {
            for (int i = 0; i < 5 && scene.told.removeIf(Unsettled.class::isInstance); i++) {
                scene.settle(id, won);
                scene.pass(Duration.ofSeconds(200));
            }
        }

        private long outcomes() {
            return scene.told.stream()
                    .filter(t -> t instanceof PaymentOutcome || t == ErrorCode.PAYMENT_START_FAILED)
                    .count();
        }

        private void check(String id) {
            List<Model.Charged> charged =
                    model.charged.stream().filter(c -> c.payment().equals(id)).toList();
            String story = id + ": charged " + charged + ", told " + scene.told + ", sent " + scene.sent;
            assertEquals(story, 1, outcomes());
            assertTrue("charged twice: " + story, charged.size() <= 1);
            List<Approved> told = scene.told.stream()
                    .filter(Approved.class::isInstance)
                    .map(Approved.class::cast)
                    .toList();
            assertEquals(story, charged.size(), told.size());
            boolean open = scene.told.stream().anyMatch(Unsettled.class::isInstance);
            assertTrue("not settled: " + story, !open || model.keepsNothing());
            told.forEach(a -> {
                assertEquals(story, charged.get(0).number(), a.approval().approvalNumber());
                assertTrue(
                        "told twice: " + story,
                        !identities.contains(a.approval().approvalNumber()));
                identities.add(a.approval().approvalNumber());
            });
            assertAskedInBetween(story);
        }

        /** No second request without a question for the last approval, or a refusal, in between. */
        private void assertAskedInBetween(String story) {
            boolean open = false;
            for (String sent : scene.sent) {
                assertTrue("twice: " + story, !open || !sent.equals("B(30)"));
                if (sent.equals("B(30)")) open = true;
                if (sent.equals("L(0)") || sent.equals("< NAK")) open = false;
            }
        }
    }
}
