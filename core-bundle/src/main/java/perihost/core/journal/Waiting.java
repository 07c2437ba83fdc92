package perihost.core.journal;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** An entry on its way to the disk, and the stage of the caller who waits for it. */
record Waiting(Entry entry, ByteBuffer payload, CompletableFuture<Void> stage) {
    int recordBytes() {
        return RecordCodec.HEADER + payload.remaining();
    }

    void done() {
        stage.complete(null);
    }

    void fail(JournalException why) {
        stage.completeExceptionally(why);
    }
}
