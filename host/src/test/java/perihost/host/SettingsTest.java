package perihost.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.Test;

public class SettingsTest {
    @Test
    public void livesInTheUsersHomeUnlessTold() throws Refusal {
        Settings settings = Settings.of(Map.of("PERIHOST_HOME", ""));
        assertEquals(Path.of(System.getProperty("user.home"), ".perihost"), settings.home());
        assertEquals(OptionalInt.empty(), settings.port());
    }

    @Test
    public void makesARelativeHomeAbsolute() throws Refusal {
        Path home = Settings.of(Map.of("PERIHOST_HOME", "a/../b")).home();
        assertEquals(Path.of("b").toAbsolutePath(), home);
    }

    @Test
    public void takesEveryPort() throws Refusal {
        assertEquals(
                OptionalInt.of(0), Settings.of(Map.of("PERIHOST_PORT", "0")).port());
        assertEquals(
                OptionalInt.of(65535),
                Settings.of(Map.of("PERIHOST_PORT", "65535")).port());
    }

    @Test
    public void refusesWhatIsNoPortAndNamesTheVariable() {
        for (String bad : new String[] {"65536", "-1", "80 ", "http", "999999", "８０"}) {
            Refusal refusal = assertThrows(bad, Refusal.class, () -> Settings.of(Map.of("PERIHOST_PORT", bad)));
            assertEquals(2, refusal.code());
            assertTrue(refusal.getMessage(), refusal.getMessage().startsWith("PERIHOST_PORT: "));
        }
    }
}
