package perihost.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class UptimeTest {
    @Test
    public void takesTheStartFromTheKernelsFigures() {
        String stat = "4242 (a (b) c) S 1 4242 4242 0 -1 4194560 9 0 0 0 1 2 0 0 20 0 9 0 123400 99 7";
        assertEquals(640, Uptime.linux("1234.64 99.9\n", stat));
    }

    @Test
    public void knowsThatThisProcessHasRunForAWhile() {
        long millis = Uptime.millis();
        assertTrue("" + millis, millis > 0 && millis < 600_000);
    }
}
