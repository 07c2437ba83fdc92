package perihost.payment.smartro.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Characters and numbers inside DATA (docs/protocols/smartro.md, 2). Reading never throws, whatever the bytes. */
final class Text {
    /** Korean: CP949, not its subset EUC-KR, which damages syllables. */
    static final Charset CP949 = Charset.forName("x-windows-949");

    private static final Pattern BLANKS = Pattern.compile("[\\p{Cntrl} ]+");

    private Text() {}

    /** A field of ASCII, without fill on either side. */
    static String ascii(ByteBuffer data, int at, int length) {
        int first = at;
        int end = at + length;
        while (first < end && isFill(data.get(first))) first++;
        while (end > first && isFill(data.get(end - 1))) end--;
        byte[] bytes = new byte[end - first];
        data.get(first, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static boolean isFill(byte b) {
        return b == ' ' || b == 0;
    }

    /** A field of Korean text: control characters and runs of blanks are one blank; half a character is U+FFFD. */
    static String korean(ByteBuffer data, int at, int length) {
        byte[] bytes = new byte[length];
        data.get(at, bytes);
        return BLANKS.matcher(new String(bytes, CP949)).replaceAll(" ").strip();
    }

    /** A field of digits; empty if it is blank or anything else. */
    static OptionalLong number(ByteBuffer data, int at, int length) {
        String text = ascii(data, at, length);
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** One character. */
    static char character(ByteBuffer data, int at) {
        return (char) Byte.toUnsignedInt(data.get(at));
    }

    /** Puts ASCII at a place; what it does not cover stays. */
    static void put(byte[] into, int at, String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, into, at, bytes.length);
    }
}
