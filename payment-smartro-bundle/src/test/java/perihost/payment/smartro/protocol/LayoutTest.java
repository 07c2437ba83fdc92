package perihost.payment.smartro.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.Test;

public class LayoutTest {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    @Test
    public void readsTheHeaderAndDataOfEveryVector() throws IOException {
        for (Vector v : Vector.all()) {
            List<Frame> frames = new Received().feed(v.bytes()).silent().frames();
            List<JsonNode> fields = v.frames();
            if (!v.json().get("fields").has("frames") && frames.size() > fields.size())
                frames = frames.subList(frames.size() - fields.size(), frames.size());
            if (frames.isEmpty()) continue;
            for (int i = 0; i < fields.size(); i++) checkFrame(v.name(), fields.get(i), frames.get(i));
        }
    }

    @Test
    public void writesEveryRequestOfTheVectorsThatTheHostSends() throws IOException {
        int written = 0;
        for (Vector v : Vector.all()) {
            JsonNode fields = v.json().get("fields");
            if (!v.json().get("direction").asText().startsWith("host")) continue;
            Optional<ByteBuffer> data = requestData(fields);
            if (data.isEmpty()) continue;
            LocalDateTime time = LocalDateTime.parse(fields.get("dateTime").asText(), TIME);
            char job = fields.get("job").asText().charAt(0);
            Frame frame = Frame.of(fields.get("terminalId").asText(), time, job, data.get());
            assertEquals(v.name(), ByteBuffer.wrap(v.bytes()), frame.bytes());
            written++;
        }
        assertTrue("only " + written, written >= 25);
    }

    @Test
    public void tellsTheContractsFieldsOfEveryOutcome() throws IOException {
        for (Vector v : Vector.all()) {
            if (!v.json().has("ipc") || v.frames().isEmpty()) continue;
            JsonNode data = v.json().get("ipc").get("data");
            List<Frame> frames = new Received().feed(v.bytes()).silent().frames();
            Frame last = frames.stream()
                    .filter(f -> f.job() == 'b' || f.job() == 'l')
                    .reduce((a, b) -> b)
                    .orElseThrow();
            ApprovalAnswer answer = ApprovalAnswer.read(last.data());
            if (answer instanceof Sale sale) checkSale(v.name(), data, sale);
            else if (data.has("errorMessage")) checkRejection(v.name(), data, (Rejection) answer);
        }
    }

    private static void checkSale(String name, JsonNode data, Sale sale) {
        assertEquals(name, data.get("cardNumber").asText(), sale.card());
        assertEquals(name, data.get("amount").asLong(), sale.amountWon());
        assertEquals(name, data.get("approvalNumber").asText(), sale.approvalNumber());
        assertEquals(name, data.get("salesDate").asText(), sale.date());
        assertEquals(name, data.get("salesTime").asText(), sale.time());
        assertEquals(name, data.get("transactionMedium").asText(), String.valueOf(sale.medium()));
    }

    private static void checkRejection(String name, JsonNode data, Rejection rejection) {
        String fallback =
                rejection.message().isEmpty() ? data.get("errorMessage").asText() : rejection.message();
        assertEquals(name, data.get("errorMessage").asText(), fallback);
    }

    private static void checkFrame(String name, JsonNode fields, Frame frame) {
        assertEquals(name, fields.get("terminalId").asText(), frame.terminalId());
        assertEquals(name, fields.get("dateTime").asText(), frame.time());
        assertEquals(name, fields.get("job").asText(), String.valueOf(frame.job()));
        assertEquals(name, fields.get("dataLength").asInt(), frame.data().remaining());
        int last = frame.bytes().limit() - 1;
        assertEquals(
                name,
                fields.get("bcc").asText(),
                HexFormat.of().toHexDigits(frame.bytes().get(last)));
        JsonNode data = fields.get("data");
        if (data.has("dataHex")) assertEquals(name, data.get("dataHex").asText(), hex(frame.data()));
        else data.properties().forEach(field -> checkField(name, field, frame));
    }

    private static void checkField(String name, Map.Entry<String, JsonNode> field, Frame frame) {
        Fields.of(frame)
                .map(known -> known.get(field.getKey()))
                .ifPresent(value -> assertEquals(
                        name + ": " + field.getKey(), field.getValue().asText(), value));
    }

    private static Optional<ByteBuffer> requestData(JsonNode fields) {
        JsonNode data = fields.get("data");
        if (data.isEmpty()) return Optional.of(ByteBuffer.allocate(0));
        ByteBuffer sent = Fields.request(fields.get("job").asText().charAt(0), data);
        boolean shortForm = fields.get("dataLength").asInt() == 57;
        return sent == null || shortForm ? Optional.empty() : Optional.of(sent);
    }

    @Test
    public void readsAnyDataWithoutAnExceptionAndMasksEveryCard() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 50_000; round++) {
            byte[] any = new byte[random.nextInt(200)];
            for (int i = 0; i < any.length; i++) any[i] = (byte) ("0123456789 X-*\0".charAt(random.nextInt(15)));
            if (random.nextInt(4) == 0) random.nextBytes(any);
            ByteBuffer data = ByteBuffer.wrap(any);
            readAll(data);
            if (ApprovalAnswer.read(data) instanceof Sale sale) checkMasked("seed " + seed, sale.card());
            CardInquiry.read(data).ifPresent(card -> checkMasked("seed " + seed, card.card()));
            assertEquals(0, data.position());
        }
    }

    private static void readAll(ByteBuffer data) {
        ApprovalRequest.read(data);
        CancelRequest.read(data);
        Modules.read(data);
        Sound.read(data);
        Versions.read(data);
        CardUid.read(data);
    }

    private static void checkMasked(String message, String card) {
        assertTrue(message + ": " + card, card.matches("[0-9]{0,6}\\**[0-9]{0,4}"));
        assertTrue(message + ": " + card, card.isEmpty() || card.contains("*"));
    }

    @Test
    public void writesWhatItReads() throws IOException {
        for (Vector v : Vector.all())
            for (Frame frame : new Received().feed(v.bytes()).silent().frames())
                Fields.rewritten(frame).ifPresent(again -> assertEquals(v.name(), hex(frame.data()), hex(again)));
    }

    private static String hex(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
