package perihost.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static perihost.core.journal.Entry.Kind.ACCEPTED;
import static perihost.core.journal.Entry.Kind.ANSWERED;
import static perihost.core.journal.Entry.Kind.ENDED;
import static perihost.core.journal.Entry.Kind.NOTE;
import static perihost.core.journal.Entry.Kind.VOID;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An entry as bytes: version, kind (1 each), timestamp (8), number of fields, then the command id and each key and
 * value as UTF-8 behind its length. A number is 7 bits a byte, lowest first, the top bit set on all but the last.
 */
final class EntryCodec {
    static final int MAX_BYTES = 1 << 20;
    private static final byte VERSION = 1;
    private static final int FIXED = 1 + 1 + Long.BYTES;
    /** A kind's place is its code on disk: add at the end only. */
    private static final List<Entry.Kind> KINDS = List.of(ACCEPTED, NOTE, ANSWERED, ENDED, VOID);

    private EntryCodec() {}

    static ByteBuffer encode(Entry entry) throws JournalException {
        List<ByteBuffer> texts = new ArrayList<>();
        texts.add(utf8(entry.commandId()));
        for (Map.Entry<String, String> field : entry.fields().entrySet()) {
            texts.add(utf8(field.getKey()));
            texts.add(utf8(field.getValue()));
        }
        long size = FIXED + sizeOf(entry.fields().size());
        for (ByteBuffer text : texts) size += sizeOf(text.remaining()) + text.remaining();
        if (size > MAX_BYTES) throw new JournalException("entry of " + size + " bytes, at most " + MAX_BYTES);
        ByteBuffer out = ByteBuffer.allocate((int) size);
        out.put(VERSION).put((byte) KINDS.indexOf(entry.kind())).putLong(entry.timestampMs());
        putNumber(out, entry.fields().size());
        for (ByteBuffer text : texts) {
            putNumber(out, text.remaining());
            out.put(text);
        }
        return out.flip();
    }

    /** The entry that fills {@code in}; empty if it is none of this version. */
    static Optional<Entry> decode(ByteBuffer in) {
        ByteBuffer view = in.slice();
        try {
            if (view.get() != VERSION) return Optional.empty();
            Entry.Kind kind = KINDS.get(view.get());
            long timestampMs = view.getLong();
            int count = number(view);
            String commandId = text(view);
            Map<String, String> fields = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) fields.put(text(view), text(view));
            return view.hasRemaining()
                    ? Optional.empty()
                    : Optional.of(new Entry(kind, commandId, timestampMs, fields));
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | CharacterCodingException e) {
            return Optional.empty(); // not ours: the caller reports where it stands
        }
    }

    /** Half a surrogate pair would come back as another id than it went, so it is refused. */
    private static ByteBuffer utf8(String text) throws JournalException {
        if (text.length() > MAX_BYTES) throw new JournalException("text of " + text.length() + " characters");
        try {
            return UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new JournalException("text that is not well-formed Unicode", e);
        }
    }

    private static String text(ByteBuffer in) throws CharacterCodingException {
        int length = number(in);
        if (length > in.remaining()) throw new BufferUnderflowException();
        ByteBuffer bytes = in.slice(in.position(), length);
        in.position(in.position() + length);
        return UTF_8.newDecoder().decode(bytes).toString();
    }

    private static int sizeOf(int number) {
        return 1 + (31 - Integer.numberOfLeadingZeros(number | 1)) / 7;
    }

    private static void putNumber(ByteBuffer out, int number) {
        int rest = number;
        for (; rest > 0x7f; rest >>>= 7) out.put((byte) (rest | 0x80));
        out.put((byte) rest);
    }

    private static int number(ByteBuffer in) {
        int number = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            byte next = in.get();
            number |= (next & 0x7f) << shift;
            if (next >= 0) return number;
        }
        throw new IllegalArgumentException("a number of more than 28 bits");
    }
}
