package perihost.http;

/** Texts with half a surrogate pair: JSON can spell them with escapes, no encoding of Unicode can carry them. */
final class Unicode {
    private Unicode() {}

    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isSurrogate(text.charAt(i))) continue;
            if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) return false;
            i++;
        }
        return true;
    }
}
