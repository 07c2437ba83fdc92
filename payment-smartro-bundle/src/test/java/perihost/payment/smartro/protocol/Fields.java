package perihost.payment.smartro.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** DATA as the vectors name its fields. */
final class Fields {
    private Fields() {}

    /** What is read of a frame; empty for jobs that the host does not know. */
    static Optional<Map<String, String>> of(Frame frame) {
        ByteBuffer data = frame.data();
        return switch (frame.job()) {
            case 'a' -> Modules.read(data).map(Fields::modules);
            case 'B' -> ApprovalRequest.read(data).map(Fields::approval);
            case 'C' -> CancelRequest.read(data).map(Fields::cancel);
            case 'b', 'c', 'l', 'g' -> Optional.of(answer(ApprovalAnswer.read(data)));
            case 'd' -> CardInquiry.read(data).map(Fields::inquiry);
            case 'f' ->
                CardUid.read(data).map(u -> Map.of("uidDecimal", String.format("%010d", u.value()), "uidHex", u.hex()));
            case 's', 'S' ->
                Sound.read(data)
                        .map(s -> Map.of(
                                "brightness", "" + s.brightness(),
                                "voiceVolume", "" + s.voiceVolume(),
                                "touchVolume", "" + s.touchVolume()));
            case 'v' ->
                Versions.read(data)
                        .map(v -> Map.of("boot0", v.boot0(), "boot1", v.boot1(), "application", v.application()));
            case 'm' -> Optional.of(Map.of("icCard", "" + Text.character(data, 0)));
            case '@' -> Optional.of(Map.of("event", data.hasRemaining() ? "" + Text.character(data, 0) : ""));
            default -> Optional.empty();
        };
    }

    private static Map<String, String> modules(Modules m) {
        return Map.of(
                "cardModule",
                "" + m.card(),
                "rfModule",
                "" + m.rf(),
                "vanServer",
                "" + m.van(),
                "linkServer",
                "" + m.link());
    }

    private static Map<String, String> approval(ApprovalRequest b) {
        return Map.of(
                "transactionType", "" + b.type(),
                "amount", "" + b.amountWon(),
                "tax", "" + b.taxWon(),
                "service", "" + b.serviceWon(),
                "installments", String.format("%02d", b.installments()),
                "signature", b.signature() ? "2" : "1");
    }

    private static Map<String, String> cancel(CancelRequest c) {
        Map<String, String> fields = new HashMap<>();
        fields.put("cancelCode", "" + c.code());
        fields.put("transactionType", "" + c.type());
        fields.put("amount", "" + c.amountWon());
        fields.put("tax", "" + c.taxWon());
        fields.put("service", "" + c.serviceWon());
        fields.put("installments", String.format("%02d", c.installments()));
        fields.put("signature", c.signature() ? "2" : "1");
        fields.put("approvalNumber", c.approvalNumber());
        fields.put("originalDate", c.originalDate());
        fields.put("originalTime", c.originalTime());
        fields.put("extra", c.extra());
        return fields;
    }

    private static Map<String, String> inquiry(CardInquiry d) {
        return Map.of(
                "medium", "" + d.medium(),
                "cardType", "" + d.cardType(),
                "lastDateTime", d.lastDateTime(),
                "lastAmount", "" + d.lastWon(),
                "balance", "" + d.balanceWon(),
                "status", "" + d.status());
    }

    private static Map<String, String> answer(ApprovalAnswer answer) {
        if (answer instanceof Sale sale) return sale(sale);
        Map<String, String> fields = new HashMap<>();
        fields.put("rejected", "" + (answer instanceof Rejection));
        if (!(answer instanceof Rejection rejection)) return fields;
        fields.put("rejectionCode", rejection.code());
        fields.put("rejectionMessage", rejection.message());
        return fields;
    }

    private static Map<String, String> sale(Sale s) {
        Map<String, String> fields = new HashMap<>();
        fields.put("rejected", "false");
        fields.put("transactionType", "" + s.type());
        fields.put("medium", "" + s.medium());
        fields.put("amount", "" + s.amountWon());
        fields.put("taxRaw", s.tax());
        fields.put("serviceRaw", s.service());
        fields.put("installments", s.installments());
        fields.put("approvalNumber", s.approvalNumber());
        fields.put("salesDate", s.date());
        fields.put("salesTime", s.time());
        fields.put("transactionUniqueNumber", s.uniqueNumber());
        fields.put("merchantNumber", s.merchant());
        fields.put("terminalNumber", s.terminal());
        fields.put("issuerCode", s.issuer());
        fields.put("issuerName", s.issuerName());
        fields.put("acquirerCode", s.acquirer());
        fields.put("acquirerName", s.acquirerName());
        return fields;
    }

    /** DATA of a request with these fields; null where the host never sends it. */
    static ByteBuffer request(char job, JsonNode f) {
        if (job == 'B')
            return new ApprovalRequest(
                            f.get("transactionType").asText().charAt(0),
                            f.get("amount").asLong(),
                            f.get("tax").asLong(),
                            f.get("service").asLong(),
                            f.get("installments").asInt(),
                            f.get("signature").asText().equals("2"))
                    .data();
        if (job == 'S')
            return new Sound(
                            f.get("brightness").asText().charAt(0),
                            f.get("voiceVolume").asText().charAt(0),
                            f.get("touchVolume").asText().charAt(0))
                    .data();
        return job == 'C' ? cancel(f) : null;
    }

    private static ByteBuffer cancel(JsonNode f) {
        return new CancelRequest(
                        f.get("cancelCode").asText().charAt(0),
                        f.get("transactionType").asText().charAt(0),
                        f.get("amount").asLong(),
                        f.get("tax").asLong(),
                        f.get("service").asLong(),
                        f.get("installments").asInt(),
                        f.get("signature").asText().equals("2"),
                        f.get("approvalNumber").asText(),
                        f.get("originalDate").asText(),
                        f.get("originalTime").asText(),
                        f.path("extra").asText())
                .data();
    }

    /** The same DATA, read and written; empty where what is read is not all of it, or is written otherwise. */
    static Optional<ByteBuffer> rewritten(Frame frame) {
        ByteBuffer data = frame.data();
        return switch (frame.job()) {
            case 'a' -> data.remaining() == 4 ? Modules.read(data).map(Modules::data) : Optional.empty();
            case 'B' -> ApprovalRequest.read(data).map(ApprovalRequest::data);
            case 's', 'S' -> Sound.read(data).map(Sound::data);
            case 'v' -> Versions.read(data).map(Versions::data);
            case 'f' -> CardUid.read(data).map(CardUid::data);
            case 'd' -> CardInquiry.read(data).map(d -> d.data(Text.ascii(data, 2, 20)));
            default -> Optional.empty();
        };
    }
}
