package perihost.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The device at the other end of a line under test. */
interface Peer extends AutoCloseable {
    /** By which a line to it is opened. */
    String uri();

    /** Called once a line has been opened. */
    void meet() throws Exception;

    /** What the line writes. */
    InputStream fromLine() throws Exception;

    /** What the line reads. */
    OutputStream toLine() throws Exception;

    /** Goes away without a word, as when its cable is pulled. */
    void vanish() throws Exception;

    @Override
    void close() throws IOException;
}
