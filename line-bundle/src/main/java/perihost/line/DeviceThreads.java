package perihost.line;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that waits in a device's read and the one that waits in its write. The device is closed by the one that
 * leaves it last, and by nobody else: native code has been seen to crash when it was closed under a call.
 */
final class DeviceThreads {
    /** Where the threads bring and fetch bytes. */
    interface Desk {
        /** Takes input, waiting for room; false when no more is wanted. */
        boolean deliver(byte[] bytes, int length) throws InterruptedException;

        /** Waits for output; how much of {@link #output} is to be written, zero when there will be no more. */
        int nextToWrite() throws InterruptedException;

        /** Not touched by anybody else from {@link #nextToWrite} to {@link #written}. */
        byte[] output();

        /** All of it has been taken. */
        void written();

        /** The device is gone. */
        void lost(String why);
    }

    /** What one of the threads does until the line ends. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static final Duration LEAVE = Duration.ofSeconds(1);
    private static final Duration NUDGE = Duration.ofMillis(5);
    private static final int PIECE = 4096;
    private static final Logger log = LoggerFactory.getLogger(DeviceThreads.class);

    private final BlockingDevice device;
    private final Desk desk;
    private final AtomicInteger inside;
    private final CountDownLatch released = new CountDownLatch(1);

    DeviceThreads(BlockingDevice device, Desk desk) {
        this.device = device;
        this.desk = desk;
        boolean readable = device.readable();
        inside = new AtomicInteger(readable ? 2 : 1);
        if (readable) start("read", this::readAll);
        start("write", this::writeAll);
    }

    private void start(String what, Work work) {
        Thread thread = new Thread(() -> run(work), "perihost-line-" + what + "-" + device.name());
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Work work) {
        String why = device.name() + " was unplugged";
        try {
            work.run();
        } catch (IOException e) {
            why = device.name() + " failed: " + e.getMessage();
        } catch (InterruptedException e) {
            why = device.name() + " was given up";
        }
        desk.lost(why);
        if (inside.decrementAndGet() > 0) return;
        device.close();
        released.countDown();
    }

    private void readAll() throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        int got;
        do got = device.read(piece);
        while (got >= 0 && desk.deliver(piece, got));
    }

    private void writeAll() throws IOException, InterruptedException {
        for (int length = desk.nextToWrite(); length > 0; length = desk.nextToWrite()) {
            device.write(desk.output(), length);
            desk.written();
        }
    }

    /** Calls the threads back and waits until the device is closed, for a second at most. The desk wants no more. */
    void release() {
        boolean interrupted = Thread.interrupted();
        Deadline deadline = Deadline.in(LEAVE);
        while (released.getCount() > 0 && !deadline.over()) {
            device.unblock();
            try {
                if (released.await(NUDGE.toMillis(), TimeUnit.MILLISECONDS)) break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (released.getCount() > 0) log.warn("{}: a call does not come back; closed when it does", device.name());
        if (interrupted) Thread.currentThread().interrupt();
    }
}
