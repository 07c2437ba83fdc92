package perihost.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/** What Linux knows of a process. */
public record Proc(long pid) {
    private static final int PIN_TRIES = 10;

    public static Proc self() {
        return new Proc(ProcessHandle.current().pid());
    }

    /** Processor time so far of the threads that live now, seconds; resolves nanoseconds. */
    public double cpuSeconds() {
        return overThreads(thread ->
                        Long.parseLong(read(thread.resolve("schedstat")).split(" ")[0]))
                / 1e9;
    }

    /** Context switches so far of the threads that live now, voluntary or not. */
    public long contextSwitches() {
        return overThreads(thread -> number(thread.resolve("status"), "voluntary_ctxt_switches:")
                + number(thread.resolve("status"), "nonvoluntary_ctxt_switches:"));
    }

    /** Resident memory, MB of 10^6 bytes. */
    public double residentMb() {
        return number(file("status"), "VmRSS:") * 1024 / 1e6;
    }

    public List<String> commandLine() {
        return Arrays.asList(read(file("cmdline")).split("\0"));
    }

    public Path executable() throws IOException {
        return file("exe").toRealPath();
    }

    /** The processors it may run on, as in {@code 0-1}. */
    public String cpus() {
        return line(file("status"), "Cpus_allowed_list:");
    }

    /** Moves all its threads, and those they will start, to these processors. */
    public void pin(String cpus) throws IOException {
        int tries = 0; // it fails when a thread ends while it goes through them
        while (!taskset("-a", "-p", "-c", cpus, Long.toString(pid))) {
            if (++tries == PIN_TRIES) throw new IOException("taskset could not pin " + pid + " to " + cpus);
        }
    }

    /** Moves its threads of this name, at most 15 characters, to these processors. */
    public void pin(String thread, String cpus) throws IOException {
        if (overThreads(each -> pinned(each, thread, cpus)) == 0)
            throw new IOException("taskset could not pin " + thread + " to " + cpus);
    }

    private static int pinned(Path thread, String name, String cpus) {
        if (!read(thread.resolve("comm")).strip().equals(name)) return 0;
        try {
            return taskset("-p", "-c", cpus, thread.getFileName().toString()) ? 1 : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean taskset(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("taskset"));
        command.addAll(List.of(arguments));
        ProcessBuilder taskset =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return taskset.start().onExit().join().exitValue() == 0;
    }

    private long overThreads(ToLongFunction<Path> figure) {
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(file("task"))) {
            for (Path thread : threads) {
                try {
                    sum += figure.applyAsLong(thread);
                } catch (UncheckedIOException gone) {
                    if (Files.exists(thread)) throw gone;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum;
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }

    private static long number(Path file, String key) {
        return Long.parseLong(line(file, key).split(" ")[0]);
    }

    private static String line(Path file, String key) {
        return read(file)
                .lines()
                .filter(l -> l.startsWith(key))
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new NoSuchFileException(file + " " + key)))
                .substring(key.length())
                .strip();
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
