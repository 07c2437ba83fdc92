package perihost.bench.measure;

import java.io.IOException;
import java.util.List;
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
        apart(server, List.of(), List.of(), body);
    }

    /**
     * The same, but for what is not of the server's machine: these processes, and this program's threads of these names,
     * have another processor if there is one.
     */
    static void apart(Proc server, List<Proc> others, List<String> threads, Body body)
            throws IOException, InterruptedException {
        String before = Proc.self().cpus();
        String[] cpus = before.split("[-,]");
        server.pin(cpus[0]);
        Proc.self().pin(cpus[0]);
        for (Proc other : others) other.pin(cpus[cpus.length - 1]);
        for (String thread : threads) Proc.self().pin(thread, cpus[cpus.length - 1]);
        try {
            body.run();
        } finally {
            for (Proc other : others) other.pin(before);
            Proc.self().pin(before);
            server.pin(before);
        }
    }
}
