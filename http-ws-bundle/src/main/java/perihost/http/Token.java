package perihost.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** The secret that callers must present when {@code requireToken} is set: new with each start, in a file at home. */
final class Token implements AutoCloseable {
    private static final int BYTES = 32;
    private static final String SCHEME = "Bearer ";

    private final Path file;
    private final byte[] secret;

    private Token(Path file, byte[] secret) {
        this.file = file;
        this.secret = secret;
    }

    /** Makes a token and writes it to {@code <home>/token}, readable by the owner alone. */
    static Token create(Path home) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String text = HexFormat.of().formatHex(random);
        Path file = home.resolve("token");
        Files.deleteIfExists(file);
        Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())
                .close();
        Files.writeString(file, text, StandardCharsets.US_ASCII);
        return new Token(file, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static FileAttribute<?>[] ownerOnly() {
        // Where there are no POSIX permissions the home's own access list, which the launcher sets, is inherited.
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    /** Whether the header {@code Authorization} presents it. */
    boolean isIn(HttpFields headers) {
        String value = headers.get(HttpHeader.AUTHORIZATION);
        return value != null
                && value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && matches(value.substring(SCHEME.length()));
    }

    /** Compares in constant time. */
    boolean matches(String presented) {
        return MessageDigest.isEqual(secret, presented.getBytes(StandardCharsets.UTF_8));
    }

    /** Removes the file. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
