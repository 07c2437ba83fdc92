package perihost.http;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import perihost.api.event.DeviceEvent;

/** Events as text, made once for all clients of a version. Forgets the oldest. One thread. */
final class EncodedEvents {
    private static final int MOST = 512;
    private static final int MOST_BYTES = 4 << 20;

    private final boolean extended;
    private final Map<String, ByteBuffer> byEventId = new LinkedHashMap<>();
    private int bytes;

    /** @param extended whether for clients of 1.1 */
    EncodedEvents(boolean extended) {
        this.extended = extended;
    }

    /** An event's text; the caller may move the buffer's position, not change its bytes. */
    ByteBuffer of(DeviceEvent event) {
        ByteBuffer text = byEventId.get(event.eventId());
        if (text == null) {
            text = MessageWriter.event(event, extended);
            byEventId.put(event.eventId(), text);
            bytes += text.capacity();
            forget();
        }
        return text.duplicate();
    }

    private void forget() {
        Iterator<ByteBuffer> oldest = byEventId.values().iterator();
        while (byEventId.size() > 1 && (byEventId.size() > MOST || bytes > MOST_BYTES)) {
            bytes -= oldest.next().capacity();
            oldest.remove();
        }
    }
}
