package perihost.simulator.alone;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code perihost simulate}: what {@code bin/perihost} starts. Exit codes: 0 after a signal, 1 failure, 2 bad arguments. */
public final class Simulate {
    private static final int FAILURE = 1;
    private static final int USAGE = 2;
    private static final Logger LOG = LoggerFactory.getLogger(Simulate.class);

    private Simulate() {}

    /** @param args as {@code bin/perihost} got them, {@code simulate} the first */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // what else is printed must not mix with the ready line
        try {
            simulate(List.of(args)).run(out::println);
        } catch (Refused e) {
            end(USAGE, e);
        } catch (IOException e) {
            end(FAILURE, e);
        } catch (RuntimeException | Error e) {
            LOG.error("a fault of the simulator", e);
            end(FAILURE, e);
        }
    }

    private static TerminalProcess simulate(List<String> args) throws Refused, IOException {
        String device = args.size() < 2 ? "" : args.get(1);
        return switch (device) {
            case "terminal" -> TerminalProcess.of(TerminalOptions.parse(args.subList(2, args.size())));
            case "printer" -> throw new Refused("simulate printer is not there yet; sim:escpos in a host is");
            case "" -> throw new Refused("simulate what? Only: terminal");
            default -> throw new Refused("simulate knows no " + device + ", only: terminal");
        };
    }

    private static void end(int code, Throwable why) {
        System.err.println("perihost: " + why.getMessage());
        Runtime.getRuntime().halt(code); // an orderly end would be a signal's
    }
}
