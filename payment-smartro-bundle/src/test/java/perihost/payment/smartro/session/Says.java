package perihost.payment.smartro.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.Modules;
import perihost.payment.smartro.protocol.Rejection;
import perihost.payment.smartro.protocol.Sale;

/** What a terminal says. */
final class Says {
    static final byte[] ACK = {0x06};
    static final byte[] NAK = {0x15};
    static final String CARD = "0000123456**********";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

    private Says() {}

    static byte[] frame(LocalDateTime time, char job, ByteBuffer data) {
        ByteBuffer bytes = Frame.of("1234567890", time, job, data).bytes();
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }

    static ByteBuffer text(String data) {
        return ByteBuffer.wrap(data.getBytes(StandardCharsets.ISO_8859_1));
    }

    static ByteBuffer well() {
        return new Modules('O', 'O', 'O', 'O').data();
    }

    static ByteBuffer blank() {
        return text(" ".repeat(157));
    }

    static ByteBuffer versions() {
        return text("BOOT0          BOOT1          TL3500_18041101");
    }

    static ByteBuffer rejection(String message) {
        return new Rejection("51", message).data();
    }

    static ByteBuffer sale(LocalDateTime at, long amountWon, String approvalNumber) {
        return new Sale(
                        '1',
                        '1',
                        "",
                        amountWon,
                        "00000000",
                        "00000000",
                        "00",
                        approvalNumber,
                        DATE.format(at),
                        TIME.format(at),
                        "U" + approvalNumber,
                        "M",
                        "T",
                        "01",
                        "issuer",
                        "02",
                        "acquirer")
                .data(CARD);
    }

    static byte[] damaged(byte[] frame) {
        byte[] damaged = frame.clone();
        damaged[damaged.length - 1] ^= 1;
        return damaged;
    }
}
