package perihost.core.device;

import java.util.ArrayDeque;
import java.util.List;

/** A few things in order; when there are too many the newest takes the place of the last. */
final class Newest<T> {
    static final int MOST = 16;

    private final ArrayDeque<T> things = new ArrayDeque<>();

    void add(T thing) {
        if (things.size() == MOST) things.removeLast();
        things.addLast(thing);
    }

    List<T> all() {
        return List.copyOf(things);
    }
}
