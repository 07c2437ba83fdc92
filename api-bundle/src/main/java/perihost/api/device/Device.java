package perihost.api.device;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What the drivers of all kinds have in common. A vendor implements a kind's interface, never this one alone.
 *
 * <p><b>Identity.</b> The service has the property {@value #ID}, the device's id: 1 to 64 letters, digits, {@code _},
 * {@code -} or {@code .}. The host sets it in the component's configuration from the file's name
 * ({@code <factory pid>-<device id>.cfg}), and Declarative Services passes it on: a driver need not do anything. The
 * same holds for {@value #NAME}, what people call the device.
 *
 * <p><b>Threads.</b> Each device has one owner thread, the host's. Every method of a device, every task, timer and input
 * listener of its {@link DeviceContext} runs on it, one at a time, in order: a driver needs no lock. The component's
 * constructor runs elsewhere and must only keep its configuration: open nothing, block nowhere.
 *
 * <p><b>Time.</b> A method may block its owner thread, on its line for example, for no longer than its operation's time
 * limit (given with each operation); a task, timer or listener of its own, while no operation runs, for 20 s. Input,
 * timers and other commands wait meanwhile. When the limit is passed, the host closes the device's lines, interrupts the
 * thread and turns the device HUNG (D6). A driver that throws anything but {@link DeviceException} turns its device to ERROR. The host
 * then closes and opens the device again by itself, after 1 s, doubling to 30 s; operations in progress end then. Of
 * conditions no more than ten a second are shown after a burst of twenty: the newest.
 *
 * <p><b>Stages.</b> An operation's end is told by completing the stage that its method returned, once, on any thread.
 * Complete it before you report a {@link Condition} that it caused: clients must see the outcome first (D5). What is
 * reported on the owner thread while an operation's method runs is looked at when the method has returned.
 */
@ConsumerType
public interface Device {
    /** The service property with the device's id. */
    String ID = "device.id";

    /** The service property with the device's name for people. */
    String NAME = "name";

    /**
     * The device shall come up: the driver opens its line, now or from a timer, and reports conditions from here on.
     * Called once before any operation, and again after each {@link #close()}. Limit: 10 s, the making of the service
     * included; when that is not enough, return and go on in timers.
     *
     * @param context what the driver is given; it is this opening's, and dead after the next {@link #close()}
     * @throws Exception the device goes to ERROR, with the message if it is a {@link DeviceException}, or to DISCONNECTED
     *                   if it is a {@code LineException}, and is opened again later
     */
    void open(DeviceContext context) throws Exception;

    /**
     * The device shall let go: of its line, its child processes, its threads. The lines are still open, as a rule, for a last
     * word. Open operations need not be completed; the host ends them itself. Called once for each {@link #open}, also
     * for one that threw. Limit: 2 s. Lines that are left open are closed by the host.
     */
    void close();
}
