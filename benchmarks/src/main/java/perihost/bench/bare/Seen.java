package perihost.bench.bare;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers by command id, for a time, the oldest out first when there are too many. Any thread may ask. */
final class Seen {
    private record Kept(byte[] answer, long untilMs) {}

    private final Map<String, Kept> answers;
    private final long keepMs;

    Seen(int most, long keepMs) {
        this.keepMs = keepMs;
        this.answers = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
                return size() > most;
            }
        };
    }

    synchronized void keep(String id, byte[] answer) {
        answers.put(id, new Kept(answer, System.currentTimeMillis() + keepMs));
    }

    synchronized Optional<byte[]> find(String id) {
        return Optional.ofNullable(answers.get(id))
                .filter(kept -> kept.untilMs() > System.currentTimeMillis())
                .map(Kept::answer);
    }
}
