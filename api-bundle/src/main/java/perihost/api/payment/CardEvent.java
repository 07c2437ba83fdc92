package perihost.api.payment;

/** What a card does at the terminal while a payment or void runs. */
public enum CardEvent {
    /** An IC card was put in. */
    IC_IN,
    /** The IC card was taken out. */
    IC_OUT,
    /** A magnetic stripe was read. */
    STRIPE,
    /** A contactless card or telephone was shown. */
    CONTACTLESS,
    /** A card could not be read: it has to be put in or shown again. */
    UNREADABLE,
    /** A barcode or QR code was read. */
    BARCODE
}
