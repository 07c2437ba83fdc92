package perihost.devices;

import java.util.Random;

/** Print jobs. */
final class Jobs {
    private Jobs() {}

    /** Bytes of any value, a terminal's control characters included; same seed, same bytes. */
    static byte[] bytes(int length, long seed) {
        byte[] job = new byte[length];
        new Random(seed).nextBytes(job);
        return job;
    }
}
