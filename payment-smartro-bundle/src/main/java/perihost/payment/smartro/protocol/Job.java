package perihost.payment.smartro.protocol;

/** What a host asks of a terminal: a capital letter, answered under its small one (docs/protocols/smartro.md, 5). */
public enum Job {
    DEVICE_CHECK('A'),
    APPROVAL('B'),
    CANCEL('C'),
    CARD_INQUIRY('D'),
    WAIT('E'),
    CARD_UID('F'),
    LAST_APPROVAL('L'),
    IC_CARD('M'),
    /** Has no answer. */
    RESET('R'),
    SOUND('S'),
    VERSION('V');

    /** The job code of an event, which nobody asked for and nobody answers. */
    public static final char EVENT = '@';

    private final char code;

    Job(char code) {
        this.code = code;
    }

    /** The job code of the request. */
    public char code() {
        return code;
    }

    /** The job code of the answer. */
    public char answer() {
        return Character.toLowerCase(code);
    }
}
