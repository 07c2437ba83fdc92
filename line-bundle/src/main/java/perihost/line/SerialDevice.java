package perihost.line;

import static perihost.line.Failure.unavailable;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import perihost.api.line.LineException;

/**
 * A serial port. The only class that knows the library.
 *
 * <p>Reads wait in the system for the first byte, which costs nothing while idle; the library's listener would
 * wake twice a second. Writes wait until the port has sent everything. Never may the port be closed while another
 * thread is in a call: the library frees what that call uses, and the process dies. So calls are first made to return.
 */
final class SerialDevice implements BlockingDevice {
    /** An empty buffer of any driver takes as much at once, so that a write can always be freed by emptying it. */
    private static final int CHUNK = 2048;

    /** What USB adapters keep to themselves without telling. */
    private static final int HIDDEN_BITS = 512 * 10;

    private static final int BLOCKING = SerialPort.TIMEOUT_READ_SEMI_BLOCKING | SerialPort.TIMEOUT_WRITE_BLOCKING;
    private static final Map<String, Integer> PARITY = Map.of(
            "none", SerialPort.NO_PARITY,
            "odd", SerialPort.ODD_PARITY,
            "even", SerialPort.EVEN_PARITY,
            "mark", SerialPort.MARK_PARITY,
            "space", SerialPort.SPACE_PARITY);
    private static final Map<String, Integer> FLOW = Map.of(
            "none", SerialPort.FLOW_CONTROL_DISABLED,
            "rtscts", SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED,
            "xonxoff", SerialPort.FLOW_CONTROL_XONXOFF_IN_ENABLED | SerialPort.FLOW_CONTROL_XONXOFF_OUT_ENABLED);

    private final String name;
    private final SerialPort port;
    private final Duration settling;

    private SerialDevice(String name, SerialPort port, int baud) {
        this.name = name;
        this.port = port;
        settling = Duration.ofMillis(HIDDEN_BITS * 1000L / baud);
    }

    /** May block for as long as the system likes. */
    static SerialDevice open(SerialTarget target) throws LineException {
        String path = target.path().isPresent() ? target.path().get() : find(target);
        SerialPort port = port(path);
        port.setComPortParameters(
                target.baud(),
                target.data(),
                target.stop() == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT,
                PARITY.get(target.parity()));
        port.setFlowControl(FLOW.get(target.flow()));
        port.setComPortTimeouts(BLOCKING, 0, 0);
        port.setDTR();
        port.setRTS();
        if (!port.openPort()) throw unavailable(path + whyNot(path) + " (" + port.getLastErrorCode() + ")");
        return new SerialDevice(path, port, target.baud());
    }

    private static String find(SerialTarget target) throws LineException {
        OptionalInt product = target.product();
        Optional<String> path = Arrays.stream(SerialPort.getCommPorts())
                .filter(port -> port.getVendorID() == target.vendor().getAsInt())
                .filter(port -> product.isEmpty() || port.getProductID() == product.getAsInt())
                .map(SerialPort::getSystemPortPath)
                .min(Comparator.naturalOrder());
        return path.orElseThrow(() -> unavailable(target + " is not there"));
    }

    private static SerialPort port(String path) throws LineException {
        if (path.startsWith("/") && !Files.exists(Path.of(path))) throw unavailable(path + " is not there");
        try {
            return SerialPort.getCommPort(path);
        } catch (SerialPortInvalidPortException e) {
            throw unavailable(path + " is not a serial port", e);
        }
    }

    private static String whyNot(String path) {
        if (!path.startsWith("/")) return " is not there or in use";
        Path file = Path.of(path);
        if (!Files.exists(file)) return " is not there";
        if (!Files.isReadable(file) || !Files.isWritable(file)) return " may not be opened by this user";
        return " is in use or not a serial port";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean readable() {
        return true;
    }

    @Override
    public int read(byte[] into) {
        return port.readBytes(into, into.length);
    }

    @Override
    public void write(byte[] from, int length) throws IOException {
        int written = port.writeBytes(from, length);
        if (written != length) throw new IOException("took " + written + " of " + length + " bytes");
    }

    @Override
    public int chunk() {
        return CHUNK;
    }

    @Override
    public Duration settling() {
        return settling;
    }

    @Override
    public boolean present() {
        return true;
    }

    /** No longer blocking, a read comes back; with its buffer emptied, a write does. */
    @Override
    public void unblock() {
        port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
        port.flushIOBuffers();
    }

    @Override
    public void close() {
        port.closePort();
    }
}
