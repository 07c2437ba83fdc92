package perihost.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured so far, in turns. */
public final class Results {
    /** Of one figure: the host's values and the peer's, the n-th of each from the same turn. */
    record Series(List<Double> host, List<Double> bare) {
        /** What the goal is about, turn by turn. */
        List<Double> judged(Figure figure) {
            if (figure.of() == Figure.Of.HOST) return host;
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < Math.min(host.size(), bare.size()); i++) ratios.add(host.get(i) / bare.get(i));
            return ratios;
        }
    }

    private final Map<Figure, Series> series = new LinkedHashMap<>();

    void add(Figure figure, Side side, double value) {
        Series all = series.computeIfAbsent(figure, f -> new Series(new ArrayList<>(), new ArrayList<>()));
        (side == Side.HOST ? all.host() : all.bare()).add(value);
        System.err.printf(
                "  %-4s %-44s %-5s %s %s%n",
                figure.id(),
                figure.name(),
                side == Side.HOST ? "host" : figure.peer(),
                Table.number(value),
                figure.unit());
    }

    /** What was added last. */
    double last(Figure figure, Side side) {
        Series all = series.get(figure);
        List<Double> values = side == Side.HOST ? all.host() : all.bare();
        return values.get(values.size() - 1);
    }

    Map<Figure, Series> all() {
        return series;
    }
}
