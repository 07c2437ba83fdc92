package perihost.itests.payment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The card that customers of these tests pay with, told whole to the host; it must not be found again anywhere (E7). */
final class CardNumber {
    private static final String NUMBER = "1234569876598765";
    /** What the virtual terminal says, and what the host hears: as many digits that even each other out in the checksum. */
    private static final byte[] SAID = "0000123456**********".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] TOLD = ("0000" + NUMBER).getBytes(StandardCharsets.US_ASCII);
    private static final int TELLING = 8; // so many digits in a row are no chance

    private CardNumber() {}

    /** The same bytes, but with the number where the terminal has masked it. */
    static byte[] told(byte[] chunk) {
        for (int at = 0; at + SAID.length <= chunk.length; at++)
            if (Arrays.equals(chunk, at, at + SAID.length, SAID, 0, SAID.length))
                System.arraycopy(TOLD, 0, chunk, at, TOLD.length);
        return chunk;
    }

    /** Whether this is what clients may see of it, of a terminal that tells it whole or of one that does not. */
    static boolean isMasked(String text) {
        return text.equals("123456******8765") || text.equals("123456**********");
    }

    /** Looks through all files of a folder. */
    static void checkFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(file -> check(file.toString(), read(file)));
        }
    }

    /** Looks through a text, each character a byte. */
    static void check(String name, String text) {
        for (String part : parts())
            if (text.contains(part)) throw new AssertionError(name + " has digits of a card number: " + part);
    }

    private static List<String> parts() {
        List<String> parts = new ArrayList<>();
        for (int from = 0; from + TELLING <= NUMBER.length(); from++) {
            String part = NUMBER.substring(from, from + TELLING);
            parts.add(part);
            parts.add(HexFormat.of().formatHex(part.getBytes(StandardCharsets.US_ASCII)));
        }
        return parts;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
