package perihost.bench.jmh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import perihost.bench.bare.Contract;

/** The peer's way from a request's bytes to an answer's bytes: what codec and dispatch are compared with. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BareContractBenchmark {
    private final Contract contract = new Contract(List.of(), List.of("escpos_printer_001"), List.of(), event -> {});
    private long n;

    /** A new id each time: parsed, dispatched, encoded, kept. */
    @Benchmark
    public Contract.Answer newQuery() throws IOException {
        return contract.answer(query(n++));
    }

    /** The same id each time: parsed, found. */
    @Benchmark
    public Contract.Answer repeatedQuery() throws IOException {
        return contract.answer(query(-1));
    }

    private static ByteBuffer query(long id) {
        String text = "{\"protocolVersion\":\"1.0\",\"kind\":\"command\",\"commandId\":\"" + id
                + "\",\"type\":\"get_device_list\",\"timestampMs\":1706234567890,\"payload\":{}}";
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
