package perihost.simulator.terminal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineUri;
import perihost.simulator.SimLines;

/** {@code sim:smartro} as the framework sets it up, in real time. */
public class InHostTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Rule
    public final TemporaryFolder home = new TemporaryFolder();

    @Rule
    public final Timeout limit = Timeout.seconds(120);

    private Framework framework;
    private SimLines lines;

    @Before
    public void start() throws BundleException {
        String root = home.getRoot().toString();
        framework = new FrameworkFactory()
                .newFramework(Map.of("perihost.home", root, "org.osgi.framework.storage", root + "/cache"));
        framework.init();
        lines = new SimLines(framework.getBundleContext());
    }

    @After
    public void stop() throws BundleException, InterruptedException {
        lines.close();
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    public void paysAndRemembersInTheHome() throws Exception {
        Path memory = home.getRoot().toPath().resolve("simulators/smartro");
        try (Line line = open()) {
            line.write(ByteBuffer.wrap(Wire.approve(10_000)), LONG);
            assertEquals("[ACK, @:I, b:11]", heard(line, 3).toString());
            assertTrue("before the host is told", Files.exists(memory));
            line.write(ByteBuffer.wrap(new byte[] {Wire.ACK}), LONG);
        }
    }

    @Test
    public void hasOneLineAtATime() throws Exception {
        try (Line line = open()) {
            line.write(ByteBuffer.wrap(Wire.frame('A', "")), LONG);
            assertEquals("[ACK, a:OOOO]", heard(line, 2).toString());
            Line second = open();
            LineException lost = assertThrows(LineException.class, () -> heard(second, 1));
            assertEquals("the terminal is on another line", lost.getMessage());
            line.write(ByteBuffer.wrap(new byte[] {Wire.NAK}), LONG);
            assertEquals("[a:OOOO]", heard(line, 1).toString());
            line.write(ByteBuffer.wrap(new byte[] {Wire.ACK}), LONG);
        }
        try (Line third = open()) {
            third.write(ByteBuffer.wrap(Wire.frame('M', "")), LONG);
            assertEquals("ACK", heard(third, 1).get(0).toString());
        }
    }

    private Line open() throws LineException {
        return lines.open(LineUri.parse("sim:smartro"), LONG);
    }

    private static List<Wire.Heard> heard(Line line, int count) throws LineException {
        List<Wire.Heard> heard = new ArrayList<>();
        ByteBuffer in = ByteBuffer.allocate(4096);
        while (heard.size() < count) {
            if (line.read(in, LONG) == 0) throw new AssertionError("silent after " + heard);
            in.flip();
            heard.addAll(Wire.tokens(in));
            in.compact();
        }
        return heard;
    }
}
