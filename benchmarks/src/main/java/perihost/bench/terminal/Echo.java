package perihost.bench.terminal;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What a {@link Relay} takes itself: a request's bytes to a thread at one end, the last bytes of an answer back to the
 * other, and nothing in between.
 */
public final class Echo implements Closeable {
    private static final byte[] REQUEST = new byte[67];
    private static final byte[] END_OF_ANSWER = new byte[2];

    private final Relay line;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] read = new byte[16];

    public Echo(Relay line) throws IOException {
        this.line = line;
        this.in = new FileInputStream(line.port().toFile());
        this.out = new FileOutputStream(line.port().toFile());
        Thread thread = new Thread(this::answer, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    /** Once there and back, nanoseconds. */
    public long once() throws IOException {
        long begun = System.nanoTime();
        out.write(REQUEST);
        int left = END_OF_ANSWER.length;
        while (left > 0) left -= in.read(read, 0, left);
        return System.nanoTime() - begun;
    }

    private void answer() {
        byte[] request = new byte[1024];
        try {
            int got = 0;
            for (int n = line.in().read(request); n >= 0; n = line.in().read(request)) {
                got += n;
                if (got < REQUEST.length) continue;
                got = 0;
                line.out().write(END_OF_ANSWER);
                line.out().flush();
            }
        } catch (IOException closed) {
            return; // with the line
        }
    }

    /** The line is not closed. */
    @Override
    public void close() throws IOException {
        in.close();
        out.close();
    }
}
