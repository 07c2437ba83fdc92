package perihost.bench.measure;

import java.io.IOException;
import java.util.ArrayList;
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
        with(List.of(server), body);
    }

    /** Pins this program and these for as long as the body runs. */
    static void with(List<Proc> others, Body body) throws IOException, InterruptedException {
        List<Proc> all = new ArrayList<>(others);
        all.add(Proc.self());
        String before = Proc.self().cpus();
        String first = before.split("[-,]")[0];
        for (Proc proc : all) proc.pin(first);
        try {
            body.run();
        } finally {
            for (Proc proc : all) proc.pin(before);
        }
    }
}
