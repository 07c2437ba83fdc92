package perihost.bench.measure;

import java.io.IOException;
import perihost.bench.server.Proc;

/** Server and this program on one processor: no wake-up crosses from one to another. */
final class Pinned {
    /** What is done meanwhile. */
    interface Body {
        void run() throws IOException, InterruptedException;
    }

    private Pinned() {}

    /** Pins both for as long as the body runs. */
    static void with(Proc server, Body body) throws IOException, InterruptedException {
        String before = Proc.self().cpus();
        String first = before.split("[-,]")[0];
        server.pin(first);
        Proc.self().pin(first);
        try {
            body.run();
        } finally {
            Proc.self().pin(before);
            server.pin(before);
        }
    }
}
