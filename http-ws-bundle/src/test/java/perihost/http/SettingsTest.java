package perihost.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

public class SettingsTest {
    private static void refused(String key, Object value) {
        BadSetting e = assertThrows(BadSetting.class, () -> Settings.from(Map.of(key, value)));
        assertEquals(e.getMessage(), 0, e.getMessage().indexOf("perihost.http.cfg: " + key + ": must be"));
        assertEquals(-1, e.getMessage().indexOf('\n'));
    }

    @Test
    public void hasADefaultForEveryKey() throws Exception {
        Settings s = Settings.from(Map.of());
        assertEquals(8080, s.port());
        assertEquals(8 << 20, s.maxBodyBytes());
        assertEquals(1024, s.maxEventClients());
        assertEquals(Set.of(), s.allowedOrigins());
    }

    @Test
    public void takesTextAndTypedValues() throws Exception {
        assertEquals(81, Settings.from(Map.of("port", " 81 ")).port());
        assertEquals(81, Settings.from(Map.of("port", 81)).port());
        assertEquals(81, Settings.from(Map.of("port", 81L)).port());
        assertEquals(true, Settings.from(Map.of("requireToken", true)).requireToken());
        Set<String> two = Set.of("https://a.example", "http://b:1");
        for (Object v : new Object[] {
            "https://a.example, http://b:1",
            new String[] {"https://a.example", "http://b:1"},
            List.of("https://a.example", "http://b:1")
        }) assertEquals(two, Settings.from(Map.of("allowedOrigins", v)).allowedOrigins());
    }

    @Test
    public void namesFileAndKeyOfABadValue() {
        refused("port", "http");
        refused("port", "-1");
        refused("port", 65536);
        refused("port", "");
        refused("maxBodyBytes", "99999999999");
        refused("requireToken", "yes");
        for (String origin :
                new String[] {"*", "null", "kiosk.example", "https://a.example/", "https://a.example/x", "https://a b"})
            refused("allowedOrigins", origin);
        BadSetting e = assertThrows(BadSetting.class, () -> Settings.from(Map.of("bodyBudgetBytes", "2000")));
        assertEquals("perihost.http.cfg: bodyBudgetBytes: must not be less than maxBodyBytes, 8388608", e.getMessage());
    }
}
