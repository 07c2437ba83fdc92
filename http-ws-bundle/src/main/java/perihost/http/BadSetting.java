package perihost.http;

/** A value of the configuration cannot be used. Its message names file, key and reason in one line. */
final class BadSetting extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * @param key    the key in {@code perihost.http.cfg}
     * @param reason what is wrong, without line breaks
     */
    BadSetting(String key, String reason) {
        super("perihost.http.cfg: " + key + ": " + reason);
    }
}
