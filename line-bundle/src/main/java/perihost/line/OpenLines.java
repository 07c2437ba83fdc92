package perihost.line;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import perihost.api.line.Line;

/** The lines that a provider has opened: they are lost when it stops, since its code may not live on. Any thread. */
final class OpenLines {
    /** A line that can be lost from this side. */
    interface Losable extends Line {
        /** From now on the line is lost, and what it held is free. Any thread. */
        void lose(String why);
    }

    private static final String WHY = "what served this line has been stopped";

    private final Set<Losable> lines = Collections.newSetFromMap(new WeakHashMap<>());
    private boolean stopped;

    /** The line, lost already when the provider has stopped meanwhile. */
    Line add(Losable line) {
        synchronized (this) {
            lines.add(line);
            if (!stopped) return line;
        }
        line.lose(WHY);
        return line;
    }

    /** The provider stops. */
    void stop() {
        List<Losable> all;
        synchronized (this) {
            stopped = true;
            all = List.copyOf(lines);
        }
        all.forEach(line -> line.lose(WHY));
    }
}
