package perihost.line;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import perihost.api.line.Line;
import perihost.api.line.LineException;
import perihost.api.line.LineUri;

/**
 * A peer whose cable is pulled while nobody says a word. This program runs in a network of its own; the peer is a socat
 * in another, and the pair of virtual cards between them is switched off at the peer's end.
 */
final class Vanishing {
    private static final String SHELL = """
            set -e
            ip link set lo up
            unshare -n sleep 60 >/dev/null & peer=$!
            trap 'kill $peer $server 2>/dev/null' EXIT
            until [ "$(readlink /proc/$peer/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do :; done
            ip link add near type veth peer name far netns $peer
            ip addr add 10.9.8.1/24 dev near
            ip link set near up
            nsenter -t $peer -n ip addr add 10.9.8.2/24 dev far
            nsenter -t $peer -n ip link set far up
            nsenter -t $peer -n socat TCP-LISTEN:9100 PIPE >/dev/null & server=$!
            PEER=$peer "$@"
            """;

    private Vanishing() {}

    /** What the program said: {@code lost} if it noticed. */
    static String inItsOwnNetwork() throws Exception {
        List<String> command = new ArrayList<>(List.of("unshare", "--net"));
        if (!System.getProperty("user.name").equals("root")) command.add("--map-root-user");
        command.addAll(List.of("bash", "-c", SHELL, "bash"));
        command.addAll(List.of(ProcessHandle.current().info().command().orElse("java"), "-cp"));
        command.addAll(List.of(System.getProperty("java.class.path"), Vanishing.class.getName()));
        Process program = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(program.getInputStream().readAllBytes()).strip();
        if (!program.waitFor(30, TimeUnit.SECONDS)) throw new IOException("it does not end");
        return said;
    }

    /** The program: it exchanges a byte, has the cable pulled, and waits for the loss, for 5 s at most. */
    public static void main(String[] args) throws Exception {
        try (Line line = open()) {
            line.write(LineContract.bytes("x"), Duration.ofSeconds(5));
            if (line.read(ByteBuffer.allocate(1), Duration.ofSeconds(5)) != 1) throw new IOException("silent");
            Process pulling = new ProcessBuilder(
                            "nsenter", "-t", System.getenv("PEER"), "-n", "ip", "link", "set", "far", "down")
                    .inheritIO()
                    .start();
            if (pulling.waitFor() != 0) throw new IOException("the cable is stuck");
            System.out.println(line.awaitInput(Duration.ofSeconds(5)) ? "lost" : "still there");
        }
    }

    private static Line open() throws LineException {
        Deadline deadline = Deadline.in(Duration.ofSeconds(20));
        while (true) {
            try {
                return new TcpLineProvider().open(LineUri.parse("tcp:10.9.8.2:9100"), Duration.ofSeconds(5));
            } catch (LineException e) {
                if (deadline.over()) throw e;
            }
        }
    }
}
