package perihost.host;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command line. Each command returns its exit code or is refused with one line. */
public final class Main {
    private static final String USAGE = """
            usage: perihost <command>
              run       the host in the foreground
              status    the devices of the running host
              stop      stops the running host gracefully
              prepare   makes the class archive, for faster starts, now
              version   versions of host, framework and Java
              simulate  terminal: a simulated payment terminal on a line or a port
              help      this text
            """;

    private Main() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // what a bundle prints must not mix with our answers
        System.exit(outcome(() -> answer(List.of(args), out)));
    }

    /** What does the work, and the exit code it ends with. */
    interface Command {
        int run() throws Refusal;
    }

    /** Threads of bundles would keep a process whose main thread has died: each end has an exit code. */
    static int outcome(Command command) {
        try {
            return command.run();
        } catch (Refusal e) {
            ClassArchive.triedInOrder(); // also where bad settings ended the start before it had begun
            System.err.println("perihost: " + e.getMessage());
            return e.code();
        } catch (RuntimeException | Error e) {
            Logs.fault(e);
            return Exit.FAILURE;
        }
    }

    private static int answer(List<String> args, PrintStream out) throws Refusal {
        if (args.isEmpty()) throw new Refusal(Exit.USAGE, "no command\n" + USAGE.stripTrailing());
        if (args.size() > 1) throw new Refusal(Exit.USAGE, args.get(0) + " takes no argument " + args.get(1));
        return command(args.get(0), out);
    }

    private static int command(String command, PrintStream out) throws Refusal {
        return switch (command) {
            case "run" -> run(new ServeDuty(out, archive(settings())));
            case "train" -> run(new TrainDuty());
            case "status" -> new StatusCommand(settings(), out).run();
            case "stop" -> new StopCommand(settings()).run();
            case "prepare" -> new PrepareCommand(settings(), archive(settings()), out).run();
            case "version" -> new VersionCommand(Installation.here(), out).run();
            case "help", "-h", "--help" -> {
                out.print(USAGE);
                yield Exit.OK;
            }
            default -> throw new Refusal(Exit.USAGE, "unknown command " + command + "\n" + USAGE.stripTrailing());
        };
    }

    private static int run(RunCommand.Duty duty) throws Refusal {
        return new RunCommand(settings(), Installation.here()).run(duty);
    }

    private static Settings settings() throws Refusal {
        return Settings.of(System.getenv());
    }

    private static ClassArchive archive(Settings settings) {
        return new ClassArchive(settings.home(), Installation.here(), System.getenv());
    }
}
