package perihost.bench.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as a Markdown table. */
public final class Table {
    private Table() {}

    public static String of(Results results) {
        List<String> lines = new ArrayList<>();
        lines.add("| # | figure | goal | host | bare, or host alone | host / that, or host: median (min..max) | met |");
        lines.add("|---|---|---|---|---|---|---|");
        results.all().entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> number(entry.getKey())))
                .forEach(entry -> lines.add(row(entry)));
        return String.join("\n", lines) + "\n";
    }

    private static String row(Map.Entry<Figure, Results.Series> entry) {
        Figure figure = entry.getKey();
        List<Double> judged = sorted(entry.getValue().judged(figure));
        double median = median(judged);
        String spread = judged.size() < 2
                ? ""
                : " (" + number(judged.get(0)) + ".." + number(judged.get(judged.size() - 1)) + ")";
        return "| "
                + String.join(
                        " | ",
                        figure.id(),
                        figure.name(),
                        figure.goalText(),
                        value(entry.getValue().host(), figure),
                        value(entry.getValue().bare(), figure),
                        number(median) + spread,
                        met(figure, median))
                + " |";
    }

    private static String met(Figure figure, double median) {
        if (figure.goal() == Figure.Goal.NONE) return "";
        return figure.isMetBy(median) ? "yes" : "**no**";
    }

    /** What has no number comes last. */
    private static int number(Figure figure) {
        return figure.id().matches("P[0-9]+") ? Integer.parseInt(figure.id().substring(1)) : Integer.MAX_VALUE;
    }

    private static String value(List<Double> values, Figure figure) {
        return values.isEmpty() ? "" : number(median(sorted(values))) + " " + figure.unit();
    }

    private static List<Double> sorted(List<Double> values) {
        return values.stream().sorted().toList();
    }

    static double median(List<Double> sorted) {
        int n = sorted.size();
        return n == 0 ? Double.NaN : (sorted.get(n / 2) + sorted.get((n - 1) / 2)) / 2;
    }

    /** Three digits that matter, thousands apart. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1000) return Long.toString((long) value);
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
