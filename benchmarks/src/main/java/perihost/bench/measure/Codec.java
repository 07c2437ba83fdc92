package perihost.bench.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import perihost.bench.jmh.SmartroCodecBenchmark;

/** The payment terminal's codec by JMH: frames a second, and what is allocated for each. */
final class Codec implements Trial {
    private static final String[] AS_THE_HOST = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private static final List<Row> ROWS = List.of(
            new Row("encodeRequest", "SMARTRO request B, 67 bytes, encoded"),
            new Row("encodeAnswer", "SMARTRO answer b, 194 bytes, framed"),
            new Row("decodeAnswer", "SMARTRO answer b decoded, in one piece"),
            new Row("decodeAnswerByBytes", "SMARTRO answer b decoded, in single bytes"),
            new Row("decodeStream", "SMARTRO ACK, event, b decoded, in one piece"),
            new Row("decodeStreamByBytes", "SMARTRO ACK, event, b decoded, in single bytes"));

    /** One benchmark: its method and its figures. */
    private record Row(String method, Figure rate, Figure bytes) {
        Row(String method, String name) {
            this(
                    method,
                    Figure.part("JMH", name, "frames/s"),
                    Figure.part("JMH", name + ", allocated for each frame", "bytes"));
        }
    }

    @Override
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        for (Row row : ROWS) figures.addAll(List.of(row.rate, row.bytes));
        return figures;
    }

    @Override
    public void run(Pair pair, Pace pace, Results results) throws IOException {
        if (!pair.host().isHost()) return; // the peer has no codec
        for (Row row : ROWS) {
            RunResult run = run(options(row, pace));
            double bytes = run.getSecondaryResults().get(ALLOCATED).getScore();
            for (Result<?> fork : run.getBenchmarkResults().stream()
                    .map(each -> each.getPrimaryResult())
                    .toList()) {
                results.add(row.rate, Side.HOST, fork.getScore());
            }
            results.add(row.bytes, Side.HOST, Math.rint(bytes));
        }
    }

    private static Options options(Row row, Pace pace) {
        return new OptionsBuilder()
                .include(SmartroCodecBenchmark.class.getName() + "\\." + row.method + "$")
                .addProfiler(GCProfiler.class)
                .jvmArgs(AS_THE_HOST)
                .forks(pace.pairs())
                .warmupIterations(2)
                .warmupTime(time(pace))
                .measurementIterations(3)
                .measurementTime(time(pace))
                .verbosity(VerboseMode.SILENT)
                .build();
    }

    private static TimeValue time(Pace pace) {
        return TimeValue.milliseconds(pace.seconds(0.5).toMillis());
    }

    private static RunResult run(Options options) throws IOException {
        try {
            return new Runner(options).runSingle();
        } catch (RunnerException e) {
            throw new IOException("JMH: " + e.getMessage(), e);
        }
    }
}
