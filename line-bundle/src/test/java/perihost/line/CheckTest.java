package perihost.line;

import static org.junit.Assert.assertTrue;
import static perihost.line.Doing.assertFails;

import org.junit.Test;
import perihost.api.line.LineException;
import perihost.api.line.LineException.Kind;
import perihost.api.line.LineProvider;
import perihost.api.line.LineUri;

/** What each kind of line takes for a URI, and which part it blames. */
public class CheckTest {
    private static final LineProvider TCP = new TcpLineProvider();
    private static final LineProvider SERIAL = new SerialLineProvider();
    private static final LineProvider FILE = new FileLineProvider();

    private static void takes(LineProvider provider, String... uris) throws LineException {
        for (String uri : uris) provider.check(LineUri.parse(uri));
    }

    private static void blames(String part, LineProvider provider, String uri) {
        LineException e = assertFails(Kind.BAD_URI, () -> provider.check(LineUri.parse(uri)));
        assertTrue(e.getMessage(), e.getMessage().contains(part));
    }

    @Test
    public void takesTcp() throws Exception {
        takes(TCP, "tcp:192.168.0.50:9100?connect=3000", "tcp:printer:1", "tcp:a-b.c_d.example.:65535");
        takes(TCP, "tcp:[::1]:9100", "tcp:[fe80::1%eth0]:9100", "tcp:[::ffff:1.2.3.4]:9100");
    }

    @Test
    public void blamesTcp() {
        blames("port 0", TCP, "tcp:printer:0");
        blames("port 65536", TCP, "tcp:printer:65536");
        String[] none = {"printer", "printer:", ":9100", "::1:9100", "a:b:1", "[::1]", "a:-1", "", "a:1 "};
        for (String bad : none) blames("host:port", TCP, "tcp:" + bad);
        blames("IPv4", TCP, "tcp:999.1.1.1:1");
        blames("IPv4", TCP, "tcp:1.2.3:1");
        blames("IPv6", TCP, "tcp:[printer]:1");
        blames("IPv6", TCP, "tcp:[1::2::3]:1");
        blames("host name", TCP, "tcp:-a:1");
        blames("host name", TCP, "tcp:a b:1");
        blames("connect=0", TCP, "tcp:a:1?connect=0");
        blames("'baud'", TCP, "tcp:a:1?baud=9600");
    }

    @Test
    public void takesSerial() throws Exception {
        takes(SERIAL, "serial:/dev/ttyUSB0?baud=115200&parity=none&stop=1&flow=none", "serial:COM3", "serial:/dev/x y");
        takes(SERIAL, "serial:/dev/a?data=7&parity=even&stop=2&flow=rtscts", "serial:COM12?flow=xonxoff&baud=50");
        takes(SERIAL, "serial:auto?vid=067b", "serial:auto?vid=067B&pid=2303&baud=9600");
    }

    @Test
    public void blamesSerial() {
        for (String bad : new String[] {"", "ttyUSB0", "COM0", "com3", "COM1000", "Auto"})
            blames("device path", SERIAL, "serial:" + bad);
        blames("baud=0", SERIAL, "serial:COM3?baud=0");
        blames("baud=4000001", SERIAL, "serial:COM3?baud=4000001");
        blames("baud=fast", SERIAL, "serial:COM3?baud=fast");
        blames("data=9", SERIAL, "serial:COM3?data=9");
        blames("stop=3", SERIAL, "serial:COM3?stop=3");
        blames("parity=Even", SERIAL, "serial:COM3?parity=Even");
        blames("flow=", SERIAL, "serial:COM3?flow=");
        blames("'speed'", SERIAL, "serial:COM3?speed=1");
        blames("needs vid", SERIAL, "serial:auto");
        blames("vid=67b", SERIAL, "serial:auto?vid=67b");
        blames("pid=", SERIAL, "serial:auto?vid=067b&pid=");
        blames("serial:auto only", SERIAL, "serial:COM3?vid=067b");
    }

    @Test
    public void takesFile() throws Exception {
        takes(FILE, "file:/dev/usb/lp0", "file:/dev/usb/lp0?read=no", "file:/dev/usb/lp0?read=yes");
    }

    @Test
    public void blamesFile() {
        blames("absolute", FILE, "file:lp0");
        blames("absolute", FILE, "file:");
        blames("path", FILE, "file:/dev/\0");
        blames("read=maybe", FILE, "file:/dev/usb/lp0?read=maybe");
        blames("'write'", FILE, "file:/dev/usb/lp0?write=no");
    }
}
