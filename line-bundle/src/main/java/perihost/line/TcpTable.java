package perihost.line;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * One connection's row in the system's table of connections, {@code /proc/self/net/tcp} and {@code tcp6}, which any
 * user may read. Source: Linux, Documentation/networking/proc_net_tcp.rst and include/net/tcp_states.h.
 */
final class TcpTable {
    private static final int FIN_WAIT2 = 5;
    private static final int TIME_WAIT = 6;

    /**
     * What the row says.
     *
     * @param state          Linux's number for the connection's state
     * @param unacknowledged bytes written and not yet acknowledged by the peer, our end counted as one
     */
    record Entry(int state, long unacknowledged) {
        boolean allAcknowledged() {
            return unacknowledged == 0;
        }

        /** Also our end. */
        boolean endAcknowledged() {
            return state == FIN_WAIT2 || state == TIME_WAIT;
        }
    }

    private final Path file;
    private final String addresses;

    private TcpTable(Path file, String addresses) {
        this.file = file;
        this.addresses = addresses;
    }

    /** Empty where the system has no such table. */
    static Optional<TcpTable> of(SocketChannel channel) throws IOException {
        InetSocketAddress here = (InetSocketAddress) channel.getLocalAddress();
        InetSocketAddress there = (InetSocketAddress) channel.getRemoteAddress();
        Path file = Path.of("/proc/self/net/" + (there.getAddress() instanceof Inet4Address ? "tcp" : "tcp6"));
        if (!Files.isReadable(file)) return Optional.empty();
        return Optional.of(new TcpTable(file, hex(here) + " " + hex(there)));
    }

    /** Empty when the system knows of no such connection any more. */
    Optional<Entry> find() throws IOException {
        try (BufferedReader rows = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            return rows.lines()
                    .map(row -> row.substring(row.indexOf(':') + 2))
                    .filter(row -> row.startsWith(addresses))
                    .findFirst()
                    .map(row -> entry(row.substring(addresses.length() + 1)));
        }
    }

    private static Entry entry(String row) {
        int queue = row.indexOf(' ') + 1;
        return new Entry(
                Integer.parseInt(row.substring(0, queue - 1), 16),
                Long.parseLong(row.substring(queue, row.indexOf(':', queue)), 16));
    }

    /** Words of 32 bits in the machine's own order, then the port. */
    private static String hex(InetSocketAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress().getAddress()).order(ByteOrder.nativeOrder());
        StringBuilder text = new StringBuilder();
        while (bytes.hasRemaining()) text.append(String.format(Locale.ROOT, "%08X", bytes.getInt()));
        return text.append(String.format(Locale.ROOT, ":%04X", address.getPort()))
                .toString();
    }
}
