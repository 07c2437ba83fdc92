package perihost.payment.smartro.session;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import perihost.api.payment.Approval;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Approved;
import perihost.api.payment.PaymentOutcome.Declined;
import perihost.payment.smartro.protocol.Vector;

/** Every wire vector against a host that waits for a payment: what it puts on the line, and what it tells. */
public class VectorTest {
    private static final Map<String, String> REPLIES = Map.of("ACK", "06", "NAK", "15");

    @Test
    public void repliesAndTellsAsEveryVectorSaysHoweverItIsCut() throws IOException {
        int told = 0;
        for (Vector v : Vector.all())
            if (v.json().has("hostReply")) {
                told += v.json().has("ipc") ? 1 : 0;
                for (int piece : new int[] {1, 7, v.bytes().length}) check(v, piece);
            }
        assertEquals(48, told);
    }

    private static void check(Vector v, int piece) {
        boolean last = v.json().path("fields").path("job").asText().equals("l");
        Scene scene = last ? askedForTheLast() : askedForPayment();
        hears(scene, v.bytes(), piece);
        scene.pass(Duration.ofMillis(300));
        String replies =
                scene.sent().stream().map(s -> REPLIES.getOrDefault(s, "")).reduce("", String::concat);
        assertEquals(v.name(), v.json().get("hostReply").asText(), replies);
        if (v.json().has("ipc")) assertTold(v.name(), v.json().get("ipc"), scene);
    }

    private static Scene askedForPayment() {
        Scene scene = new Scene();
        scene.ready(Says.sale(scene.korea().minusHours(1), 5_000, "1"));
        scene.start(10_000);
        scene.sent();
        return scene;
    }

    private static Scene askedForTheLast() {
        Scene scene = askedForPayment();
        scene.hears(Says.ACK);
        scene.pass(Scene.seconds(70));
        scene.answers('a', Says.well());
        scene.answers('e', Says.text(""));
        scene.sent();
        return scene;
    }

    private static void hears(Scene scene, byte[] bytes, int piece) {
        for (int at = 0; at < bytes.length; at += piece)
            scene.hears(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)));
    }

    private static void assertTold(String name, JsonNode ipc, Scene scene) {
        List<PaymentOutcome> outcomes = scene.news().stream()
                .filter(PaymentOutcome.class::isInstance)
                .map(PaymentOutcome.class::cast)
                .toList();
        assertEquals(name, 1, outcomes.size());
        JsonNode data = ipc.get("data");
        if (ipc.get("eventType").asText().equals("payment_failed"))
            assertEquals(name, new Declined(data.get("errorMessage").asText()), outcomes.get(0));
        else assertEquals(name, new Approved(approval(data)), outcomes.get(0));
    }

    private static Approval approval(JsonNode data) {
        return new Approval(
                data.get("transactionId").asText(),
                data.get("amount").asLong(),
                data.get("cardNumber").asText(),
                data.get("approvalNumber").asText(),
                data.get("salesDate").asText(),
                data.get("salesTime").asText(),
                data.get("transactionMedium").asText());
    }

    @Test
    public void anAnswerThatCannotBeReadIsAcknowledgedAndSettled() {
        Scene scene = askedForPayment();
        scene.hears('b', ByteBuffer.allocate(156));
        assertEquals(List.of("ACK"), scene.sent());
        assertEquals(List.of("started"), scene.news());
        scene.pass(Scene.seconds(10));
        assertEquals(List.of("A(0)"), scene.sent());
    }
}
