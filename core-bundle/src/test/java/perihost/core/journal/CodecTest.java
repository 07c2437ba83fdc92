package perihost.core.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.Test;
import perihost.core.journal.Entry.Kind;

public class CodecTest {
    private static final long SEGMENT = 7;
    private static final long SEQUENCE = 1L << 40;

    @Test
    public void readsBackEveryKindAndSize() throws Exception {
        for (Kind kind : Kind.values()) {
            for (int size : new int[] {0, 1, 127, 128, 16_383, 16_384, 1_000_000}) {
                Entry entry = Journals.entry(kind, "명령", "", "글", "value", "x".repeat(size));
                assertEquals(Optional.of(entry), EntryCodec.decode(EntryCodec.encode(entry)));
            }
        }
    }

    @Test
    public void takesNoPartAndNothingMoreForAnEntry() throws Exception {
        ByteBuffer bytes = EntryCodec.encode(Journals.entry(Kind.ACCEPTED, "id", "key", "value"));
        for (int cut = 0; cut < bytes.limit(); cut++) {
            assertEquals("cut at " + cut, Optional.empty(), EntryCodec.decode(bytes.slice(0, cut)));
        }
        ByteBuffer longer =
                ByteBuffer.allocate(bytes.limit() + 1).put(bytes.duplicate()).rewind();
        assertEquals(Optional.empty(), EntryCodec.decode(longer));
    }

    @Test
    public void readsAnyBytesWithoutAThrow() {
        Random random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 1) {
                bytes[0] = 1; // as far into the codec as can be
                bytes[1] &= 7;
            }
            EntryCodec.decode(ByteBuffer.wrap(bytes));
        }
    }

    @Test
    public void refusesARecordWithAnyBitFlipped() throws Exception {
        ByteBuffer payload = EntryCodec.encode(Journals.entry(Kind.ENDED, "id", "key", "value"));
        byte[] record = ByteBuffer.allocate(RecordCodec.HEADER + payload.limit())
                .put(RecordCodec.header(SEGMENT, SEQUENCE, payload))
                .put(payload.duplicate())
                .array();
        assertEquals(Optional.of(payload), RecordCodec.payload(ByteBuffer.wrap(record), SEGMENT));
        assertEquals(Optional.empty(), RecordCodec.payload(ByteBuffer.wrap(record), SEGMENT + 1));
        for (int bit = 0; bit < record.length * 8; bit++) {
            byte[] flipped = record.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals("bit " + bit, Optional.empty(), RecordCodec.payload(ByteBuffer.wrap(flipped), SEGMENT));
        }
    }

    @Test
    public void anEntryChecksAndKeepsWhatItIsGiven() {
        assertThrows(IllegalArgumentException.class, () -> Journals.entry(Kind.NOTE, ""));
        assertThrows(IllegalArgumentException.class, () -> Journals.entry(Kind.NOTE, "x".repeat(129)));
        assertThrows(IllegalArgumentException.class, () -> new Entry(Kind.NOTE, "id", -1, Map.of()));
        assertThrows(NullPointerException.class, () -> Journals.entry(Kind.NOTE, "id", "key", null));
        Map<String, String> fields = new HashMap<>(Map.of("key", "value"));
        Entry entry = new Entry(Kind.NOTE, "id", 0, fields);
        fields.clear();
        assertEquals(Map.of("key", "value"), entry.fields());
        assertThrows(UnsupportedOperationException.class, () -> entry.fields().clear());
    }
}
