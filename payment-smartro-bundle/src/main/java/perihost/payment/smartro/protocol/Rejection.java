package perihost.payment.smartro.protocol;

import java.nio.ByteBuffer;

/**
 * No: nothing was charged (docs/protocols/smartro.md, 7.4).
 *
 * @param code    two characters, the terminal's or the card company's; {@code ""} if there is none
 * @param message for the customer; {@code ""} if there is none
 */
public record Rejection(String code, String message) implements ApprovalAnswer {
    private static final int AT = 117;
    private static final int CODE_AT = 118;
    private static final int MESSAGE_AT = 120;

    static Rejection read(ByteBuffer data) {
        if (data.get(AT) != '-') return new Rejection("", Text.korean(data, AT, LENGTH - AT));
        return new Rejection(Text.ascii(data, CODE_AT, 2), Text.korean(data, MESSAGE_AT, LENGTH - MESSAGE_AT));
    }

    @Override
    public String identity() {
        return "X " + code + " " + message;
    }

    /** The DATA of an answer that rejects. */
    public ByteBuffer data() {
        return new DataWriter(LENGTH)
                .put('X')
                .text("", AT - 1)
                .put('-')
                .text(code, 2)
                .korean(message, LENGTH - MESSAGE_AT)
                .done();
    }
}
