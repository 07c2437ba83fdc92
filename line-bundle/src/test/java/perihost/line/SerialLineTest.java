package perihost.line;

import static org.junit.Assert.assertTrue;
import static perihost.line.Doing.assertFails;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;
import perihost.api.line.LineException.Kind;
import perihost.api.line.LineProvider;
import perihost.api.line.LineUri;

public class SerialLineTest extends DuplexLineContract {
    @Override
    protected LineProvider provider() {
        return new SerialLineProvider();
    }

    @Override
    protected void stopProvider() {
        ((SerialLineProvider) provider).stop();
    }

    @Override
    protected Peer newPeer() throws Exception {
        return new PtyPeer("serial:%s?baud=115200&parity=none&stop=1&flow=none");
    }

    @Test
    public void isKeptOpen() throws Exception {
        assertTrue(provider.keptOpen(LineUri.parse(peer.uri())));
    }

    @Test
    public void isOpenedByOneOnly() {
        assertFails(Kind.UNAVAILABLE, this::openLine);
    }

    @Test
    public void isThereAgainOnceItIsPluggedIn() throws Exception {
        peer.vanish();
        assertTrue(line.awaitInput(LONG));
        line.close();
        assertFails(Kind.UNAVAILABLE, this::openLine);
        close();
        open();
        writesAllThatRemains();
    }

    @Test
    public void findsNoAdapterThatIsNotThere() {
        assertFails(Kind.UNAVAILABLE, () -> provider.open(LineUri.parse("serial:auto?vid=dead&pid=beef"), LONG));
    }

    @Test
    public void opensNoPlainFile() throws Exception {
        Path file = Files.createTempFile(Path.of("target"), "plain", "");
        assertFails(Kind.UNAVAILABLE, () -> provider.open(LineUri.parse("serial:" + file.toAbsolutePath()), LONG));
        Files.delete(file);
    }
}
