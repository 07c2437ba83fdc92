package perihost.bench.measure;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import perihost.bench.server.Running;
import perihost.bench.server.Subject.Setup;

/**
 * The two sides, alive at the same time, of which one works while the other idles: they take turns by the second, so
 * that what other programs do to the machine falls on both alike.
 */
record Both<T extends Closeable>(T host, T bare) implements Closeable {
    /** One look at one side: a value for each figure. */
    interface Slice<T> {
        double[] measure(T side) throws IOException, InterruptedException;
    }

    /** Work whose speed does not count: it makes the virtual machine compile. */
    interface Warmer<T> {
        void warm(T side) throws IOException, InterruptedException;
    }

    /** What is made of a running server. */
    interface Maker<T> {
        T of(Running server) throws IOException;
    }

    static Both<Running> start(Trial.Pair pair, Setup setup) throws IOException, InterruptedException {
        Running host = pair.host().start(setup);
        try {
            host.awaitReady();
            Both<Running> both = new Both<>(host, pair.bare().start(setup));
            both.bare.awaitReady();
            return both;
        } catch (IOException | InterruptedException | RuntimeException e) {
            host.close();
            throw e;
        }
    }

    static <T extends Closeable> Both<T> on(Both<Running> servers, Maker<T> maker) throws IOException {
        T host = maker.of(servers.host());
        try {
            return new Both<>(host, maker.of(servers.bare()));
        } catch (IOException | RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /** What comes before measuring, as long for one as for the other. */
    void warm(Warmer<T> warmer) throws IOException, InterruptedException {
        warmer.warm(host);
        warmer.warm(bare);
    }

    /** Measures A B B A ..., {@code slices} times each; records each figure's median of each side. */
    void takeTurns(List<Figure> figures, int slices, Results results, Slice<T> slice)
            throws IOException, InterruptedException {
        List<double[]> ofHost = new ArrayList<>();
        List<double[]> ofBare = new ArrayList<>();
        for (int i = 0; i < slices; i++) {
            if (i % 2 == 0) ofHost.add(slice.measure(host));
            ofBare.add(slice.measure(bare));
            if (i % 2 == 1) ofHost.add(slice.measure(host));
        }
        for (int f = 0; f < figures.size(); f++) {
            results.add(figures.get(f), Side.HOST, median(ofHost, f));
            results.add(figures.get(f), Side.BARE, median(ofBare, f));
        }
    }

    private static double median(List<double[]> slices, int figure) {
        return Table.median(
                slices.stream().map(values -> values[figure]).sorted().toList());
    }

    @Override
    public void close() throws IOException {
        try {
            host.close();
        } finally {
            bare.close();
        }
    }
}
