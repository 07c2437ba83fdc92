package perihost.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import perihost.bench.load.WrongAnswer;
import perihost.bench.server.Proc;

/** The live objects of a server, found by collecting all others first. */
record Heap(Proc proc) {
    private static final int READINGS = 3;

    /** Bytes; the least of a few readings, as what is about to be let go is found in the first. */
    long liveBytes() throws IOException, InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < READINGS; i++) {
            jcmd("GC.run");
            least = Math.min(least, histogram());
        }
        return least;
    }

    private long histogram() throws IOException, InterruptedException {
        String text = jcmd("GC.class_histogram");
        return text.lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .map(line -> Long.parseLong(line.split("\\s+")[2]))
                .orElseThrow(() -> new WrongAnswer("no histogram from jcmd: " + text));
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Path jcmd = proc.executable().resolveSibling("jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(proc.pid()), command)
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }
}
