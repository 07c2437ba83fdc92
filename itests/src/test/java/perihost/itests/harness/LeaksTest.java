package perihost.itests.harness;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import org.junit.Test;

public class LeaksTest {
    @Test
    public void findsWhatNoAnswerMayShow() {
        for (String leak : new String[] {
            "java.lang.IllegalStateException: x",
            "\tat perihost.core.Dispatcher.execute(Dispatcher.java:12)",
            "NullPointerException",
            "Caused by: it",
            "cannot open /home/kiosk/.perihost/journal/1",
            "C:\\\\Users\\\\kiosk",
            "perihost.core.command.Dispatcher",
            "server: Jetty(12.1.12)"
        }) assertThrows(leak, AssertionError.class, () -> Leaks.check(leak));
    }

    @Test
    public void letsTheContractPass() {
        String answer = "{\"error\":{\"code\":\"PARSE_ERROR\",\"message\":\"internal error\"},\"lastError\":\"\","
                + "\"errorMessage\":\"OFFLINE: 127.0.0.1:9100 refused\",\"x\":\"{\\\"lastError\\\":\\\"\\\"}\"}";
        assertEquals(answer, Leaks.check(answer));
    }
}
