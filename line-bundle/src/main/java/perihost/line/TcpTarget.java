package perihost.line;

import static perihost.line.Failure.badUri;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import perihost.api.line.LineException;
import perihost.api.line.LineUri;

/**
 * Whom a {@code tcp:} line calls.
 *
 * @param host    a name, an IPv4 address, or an IPv6 address without its brackets
 * @param port    1 to 65535
 * @param connect how long opening may take, 1 ms to 60 s
 */
record TcpTarget(String host, int port, Duration connect) {
    private static final Pattern TARGET = Pattern.compile("(?:\\[([^\\[\\]]+)]|([^:\\[\\]]+)):([0-9]{1,5})");
    private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?"
            + "(?:\\.[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)*\\.?");
    private static final Pattern LOOKS_LIKE_IPV4 = Pattern.compile("[0-9.]+");
    private static final Pattern BYTE = Pattern.compile("0|[1-9][0-9]{0,2}");

    /** @throws LineException {@code BAD_URI}, naming the part that is wrong */
    static TcpTarget of(LineUri uri) throws LineException {
        uri.allow(Set.of("connect"));
        Matcher parts = TARGET.matcher(uri.target());
        if (!parts.matches())
            throw badUri("'" + uri.target() + "' is not host:port (an IPv6 address stands in brackets)");
        int port = Integer.parseInt(parts.group(3));
        if (port < 1 || port > 65535) throw badUri("port " + port + " is not a number from 1 to 65535");
        String host = parts.group(1) != null ? ipv6(parts.group(1)) : nameOrIpv4(parts.group(2));
        return new TcpTarget(host, port, Duration.ofMillis(uri.number("connect", 3000, 1, 60_000)));
    }

    private static String ipv6(String text) throws LineException {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        if (address.indexOf(':') < 0) throw badUri("'" + text + "' in brackets is not an IPv6 address");
        try {
            InetAddress.getByName(address); // with a colon in it, no name service is asked
        } catch (UnknownHostException e) {
            throw badUri("'" + text + "' in brackets is not an IPv6 address");
        }
        return text;
    }

    private static String nameOrIpv4(String text) throws LineException {
        if (LOOKS_LIKE_IPV4.matcher(text).matches()) {
            if (!isIpv4(text)) throw badUri("'" + text + "' is not an IPv4 address");
        } else if (!NAME.matcher(text).matches()) throw badUri("'" + text + "' is not a host name");
        return text;
    }

    private static boolean isIpv4(String text) {
        String[] bytes = text.split("\\.", -1);
        for (String b : bytes) if (!BYTE.matcher(b).matches() || Integer.parseInt(b) > 255) return false;
        return bytes.length == 4;
    }

    /** Whether the host is an address, so that nobody need be asked for it. */
    boolean isAddress() {
        return host.indexOf(':') >= 0 || LOOKS_LIKE_IPV4.matcher(host).matches();
    }

    /** As written in messages. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
