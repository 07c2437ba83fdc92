package perihost.api.device;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.osgi.annotation.versioning.ProviderType;
import perihost.api.line.Line;
import perihost.api.line.LineException;

/**
 * What a driver is given for as long as its device is open: its line, its events, its clock and its executor. After
 * {@link Device#close()} {@link #report} is ignored, {@link #deviceId()} and {@link #clock()} go on, and every other
 * method throws {@link IllegalStateException}.
 */
@ProviderType
public interface DeviceContext {
    /** The device's id (D1). */
    String deviceId();

    /**
     * The time of day; a test turns it by hand. It may jump when somebody sets it: what must last for a while is a timer
     * of the {@link #executor()}.
     */
    Clock clock();

    /** Runs tasks and timers on the owner thread. */
    DeviceExecutor executor();

    /**
     * Makes further threads, for a child process's output or a library that blocks. They are named after the device,
     * are daemons, and are interrupted, then reported by name if they live on, when the device is closed.
     */
    ThreadFactory threads();

    /**
     * Opens a byte line. Owner thread only. The line is closed by the host when the device is closed.
     *
     * @param uri    as configured, for example {@code serial:/dev/ttyUSB0?baud=115200}
     * @param within how long it may take, more than zero
     * @throws LineException if it could not be opened in that time; nothing is left open
     */
    Line open(String uri, Duration within) throws LineException;

    /**
     * Whether such a line is to be kept open while the device is idle. True for one that is attached to this machine
     * and noticed when it is unplugged (serial, file, sim). False for a peer that is called for each job and may serve
     * others in between (tcp).
     *
     * @throws LineException if no line can be made of the URI
     */
    boolean keptOpen(String uri) throws LineException;

    /**
     * From now on, while the owner thread has nothing else to do, waits for input on this line and calls the listener
     * when there is some or when the line is lost. Owner thread only. One line at a time: a later call takes the place
     * of an earlier one; it ends when the line is closed.
     *
     * @param line     a line of this context
     * @param listener called on the owner thread; it reads until nothing is there, or meets the line's loss as a
     *                 {@link LineException} from {@link Line#read}. If it leaves the input unread it is called again.
     */
    void listen(Line line, InputListener listener);

    /**
     * Tells what the device's condition is from now on. Any thread. Each change of the device's state is told to
     * clients as {@code device_state_changed}; saying the same again is not a change.
     */
    void report(Condition condition);

    /** Called when a line has input. */
    @FunctionalInterface
    interface InputListener {
        /**
         * There is input, or the line is lost.
         *
         * @throws LineException when reading; the host then closes the line, reports the device as disconnected, with the
         *                       exception's message, and closes and opens the device again as after a fault. A driver
         *                       that wants it otherwise catches it.
         */
        void onInput() throws LineException;
    }
}
