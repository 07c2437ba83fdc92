package perihost.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.Test;

public class HealthTest {
    @Test
    public void readsTheDevices() throws IOException {
        String json = "{\"status\":\"UP\",\"devices\":[{\"deviceId\":\"p1\",\"deviceType\":\"printer\","
                + "\"deviceName\":\"영수증\",\"state\":\"4\",\"stateString\":\"ERROR\",\"lastError\":\"PAPER_OUT\"}]}";
        assertEquals(List.of(new Device("p1", "printer", "ERROR", "영수증", "PAPER_OUT")), read(json));
    }

    @Test
    public void skipsWhatItDoesNotKnow() throws IOException {
        String json = "{\"more\":{\"devices\":[1]},\"devices\":[{\"deviceId\":\"p1\","
                + "\"x\":{\"deviceId\":\"no\"},\"y\":[2],\"stateString\":\"READY\"}],\"z\":1}";
        assertEquals(List.of(new Device("p1", "", "READY", "", "")), read(json));
    }

    @Test
    public void refusesWhatNamesNoDevices() {
        for (String bad : new String[] {"", "[]", "{}", "{\"devices\":{}}", "<html>", "{\"devices\":[{\"deviceId\":"}) {
            assertThrows(bad, IOException.class, () -> read(bad));
        }
    }

    private static List<Device> read(String json) throws IOException {
        return Health.read(new ByteArrayInputStream(json.getBytes(UTF_8)));
    }
}
