package perihost.core.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A record: mark and payload length in one word (4), CRC32C (4), sequence number (8), payload. The mark lets no
 * beginning of a record pass for the zeros that follow the last one. The check sum also covers the number of the
 * segment, so that a block of an older file, come back after a power cut, is no record of this one.
 */
final class RecordCodec {
    static final int HEADER = Integer.BYTES + Integer.BYTES + Long.BYTES;
    static final int MAX_BYTES = HEADER + EntryCodec.MAX_BYTES;
    static final byte MARK = (byte) 0xA5;
    private static final int LENGTH_BITS = 24;
    private static final int CRC_AT = 4;
    private static final int SEQUENCE_AT = 8;

    private RecordCodec() {}

    static ByteBuffer header(long segment, long sequence, ByteBuffer payload) {
        int word = MARK << LENGTH_BITS | payload.remaining();
        return ByteBuffer.allocate(HEADER)
                .putInt(word)
                .putInt(checkSum(segment, word, sequence, payload))
                .putLong(sequence)
                .flip();
    }

    /** The length of the record that begins with this header; 0 if none does whose sequence is above {@code after}. */
    static int length(ByteBuffer header, long after) {
        int word = header.getInt(header.position());
        int payload = word & (1 << LENGTH_BITS) - 1;
        long sequence = sequence(header);
        boolean possible = (byte) (word >> LENGTH_BITS) == MARK && payload <= EntryCodec.MAX_BYTES && sequence > after;
        return possible ? HEADER + payload : 0;
    }

    static long sequence(ByteBuffer record) {
        return record.getLong(record.position() + SEQUENCE_AT);
    }

    /** The payload of the record that fills {@code record}; empty if it is broken. */
    static Optional<ByteBuffer> payload(ByteBuffer record, long segment) {
        int word = record.getInt(record.position());
        int crc = record.getInt(record.position() + CRC_AT);
        ByteBuffer payload = record.slice(record.position() + HEADER, record.remaining() - HEADER);
        return crc == checkSum(segment, word, sequence(record), payload) ? Optional.of(payload) : Optional.empty();
    }

    private static int checkSum(long segment, int word, long sequence, ByteBuffer payload) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES + Long.BYTES)
                .putLong(segment)
                .putInt(word)
                .putLong(sequence)
                .flip());
        crc.update(payload.duplicate());
        return (int) crc.getValue();
    }
}
