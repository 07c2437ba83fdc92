package perihost.payment.smartro.session;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import perihost.api.device.Condition;
import perihost.api.device.DeviceException;

/** What is to be done outside, in the order in which it is given. */
public sealed interface Effect {
    /**
     * Bytes for the line.
     *
     * @param bytes read only
     * @param what  their name, without card data
     */
    record Send(ByteBuffer bytes, String what) implements Effect {
        @Override
        public String toString() {
            return "Send " + what;
        }
    }

    /** The device's condition from now on. */
    record Report(Condition condition) implements Effect {}

    /** The answer to a call of the host's. */
    record Tell<T>(CompletableFuture<T> stage, T value) implements Effect {
        /** Gives it. */
        public void now() {
            stage.complete(value);
        }
    }

    /** The refusal of a call of the host's. */
    record Refuse(CompletableFuture<?> stage, DeviceException why) implements Effect {
        /** Gives it. */
        public void now() {
            stage.completeExceptionally(why);
        }
    }

    /**
     * The line is to be closed, and another one opened.
     *
     * @param atOnce without the pause that grows with each try
     */
    record Reopen(boolean atOnce) implements Effect {}
}
