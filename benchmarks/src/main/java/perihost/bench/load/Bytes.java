package perihost.bench.load;

/** Searching bytes as they lie, without making text of them. */
final class Bytes {
    private Bytes() {}

    static int indexOf(byte[] in, int from, int to, byte[] what) {
        return indexOf(in, from, to, what, 0, what.length);
    }

    /** Where {@code what[whatFrom..whatFrom+length)} begins within {@code in[from..to)}, or -1. */
    static int indexOf(byte[] in, int from, int to, byte[] what, int whatFrom, int length) {
        for (int at = from; at <= to - length; at++) {
            int i = 0;
            while (i < length && in[at + i] == what[whatFrom + i]) i++;
            if (i == length) return at;
        }
        return -1;
    }
}
