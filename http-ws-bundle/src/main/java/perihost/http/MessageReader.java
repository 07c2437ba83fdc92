package perihost.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON in, {@link Message} out. Strict: nothing that JSON does not allow, no key twice, everything bounded (A4). */
final class MessageReader {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNameLength(1024)
                    .maxNumberLength(64)
                    .maxStringLength(Settings.LARGEST_BODY_BYTES)
                    .maxTokenCount(10_000)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // UTF-8 is the only encoding (A1): do not guess UTF-16 or UTF-32 from the first bytes.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            // Names come from clients: they must not fill the JVM's table of interned strings.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private MessageReader() {}

    /** Reads a message from a buffer with an array. */
    static Message read(ByteBuffer bytes) {
        byte[] array = bytes.array();
        int from = bytes.arrayOffset() + bytes.position();
        int count = bytes.remaining();
        if (!isAscii(array, from, count)) return read(new ByteArrayInputStream(array, from, count));
        MessageFields fields = new MessageFields();
        try (JsonParser parser = JSON.createParser(array, from, count)) {
            return read(parser, fields);
        } catch (IOException | IllegalStateException e) {
            return fields.unreadable(reason(e));
        }
    }

    /** Reads a message from a stream of bytes in memory. */
    static Message read(InputStream bytes) {
        MessageFields fields = new MessageFields();
        // The JDK's decoder refuses what Jackson's lets pass: overlong forms and encoded surrogates.
        InputStreamReader text = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
        try (JsonParser parser = JSON.createParser(text)) {
            return read(parser, fields);
        } catch (IOException | IllegalStateException e) {
            return fields.unreadable(reason(e));
        }
    }

    private static boolean isAscii(byte[] bytes, int from, int count) {
        int all = 0;
        for (int i = from; i < from + count; i++) all |= bytes[i];
        return all >= 0;
    }

    private static Message read(JsonParser parser, MessageFields fields) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) return fields.unreadable("is not a JSON object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.take(name, parser);
        }
        if (parser.nextToken() != null) return fields.unreadable("has something after the object");
        return fields.message();
    }

    /** Why a text is not JSON, without the library's words: they quote the text and name classes. */
    private static String reason(Exception e) {
        if (e instanceof StreamConstraintsException)
            return "is nested too deeply, has too many fields, or a name, number or text is too long";
        if (e instanceof JsonEOFException) return "ends too early";
        if (e instanceof CharacterCodingException) return "is not valid UTF-8";
        if (e instanceof JsonProcessingException json && json.getLocation() != null)
            return "is not valid JSON, or has a key twice, at line "
                    + json.getLocation().getLineNr() + ", column "
                    + json.getLocation().getColumnNr();
        return "is not valid JSON";
    }
}
