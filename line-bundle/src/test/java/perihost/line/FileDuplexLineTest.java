package perihost.line;

import perihost.api.line.LineProvider;

/** A character device that can be read: a terminal. */
public class FileDuplexLineTest extends DuplexLineContract {
    @Override
    protected LineProvider provider() {
        return new FileLineProvider();
    }

    @Override
    protected void stopProvider() {
        ((FileLineProvider) provider).stop();
    }

    @Override
    protected Peer newPeer() throws Exception {
        return new PtyPeer("file:%s");
    }
}
