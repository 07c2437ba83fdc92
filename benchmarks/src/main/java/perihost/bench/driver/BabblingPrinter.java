package perihost.bench.driver;

import java.util.concurrent.RejectedExecutionException;
import perihost.api.device.Condition;
import perihost.api.device.DeviceContext;
import perihost.bench.driver.Trouble.Way;

/**
 * On a thread of its own it reports ERROR and READY in turn without end and floods its owner thread with tasks; or, to
 * compare, keeps both threads as busy and says nothing.
 */
final class BabblingPrinter extends QuietPrinter {
    private static final Condition ERROR = Condition.error("COVER_OPEN");
    private static final Condition READY = Condition.ready();

    private final Trouble trouble;

    BabblingPrinter(Trouble trouble) {
        this.trouble = trouble;
    }

    @Override
    public void open(DeviceContext context) {
        super.open(context);
        context.threads().newThread(() -> live(context)).start();
    }

    private void live(DeviceContext context) {
        try {
            while (!Thread.currentThread().isInterrupted()) act(context);
        } catch (InterruptedException | IllegalStateException closed) {
            return;
        }
    }

    private void act(DeviceContext context) throws InterruptedException {
        Way now = trouble.way();
        if (now == Way.BABBLING) {
            babble(context);
        } else if (task(context, () -> context.report(READY))) { // after the tasks that wait
            if (now == Way.SPINNING && task(context, this::spin)) spin();
            trouble.awaitChange(now);
        }
    }

    private void spin() {
        while (trouble.way() == Way.SPINNING) Thread.onSpinWait();
    }

    private static void babble(DeviceContext context) {
        context.report(ERROR);
        context.report(READY);
        task(context, () -> context.report(ERROR));
    }

    /** Has the owner thread do something; false if as many tasks wait as may. */
    private static boolean task(DeviceContext context, Runnable what) {
        try {
            context.executor().execute(what);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }
}
