package perihost.simulator.terminal;

/** What a customer can hold to a terminal (docs/protocols/smartro.md, 6.7 and 8.2). */
public enum Card {
    IC('I', '1', '1', true),
    STRIPE('M', '2', '1', false),
    CONTACTLESS('R', '3', '1', false),
    CODE('Q', '4', '4', false);

    private static final String NUMBER = "0000123456**********"; // made up, masked as a terminal masks it

    private final char event;
    private final char medium;
    private final char type;
    private final boolean stays;

    Card(char event, char medium, char type, boolean stays) {
        this.event = event;
        this.medium = medium;
        this.type = type;
        this.stays = stays;
    }

    char event() {
        return event;
    }

    char medium() {
        return medium;
    }

    /** The transaction type of a payment with it. */
    char type() {
        return type;
    }

    /** Whether it stays in the terminal until it is taken out. */
    boolean stays() {
        return stays;
    }

    /** Its number as it goes over the line. */
    String number() {
        return this == CODE ? "" : NUMBER;
    }
}
