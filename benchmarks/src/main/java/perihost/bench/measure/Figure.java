package perihost.bench.measure;

/**
 * One number with a goal.
 *
 * @param id   the goal's number, as in {@code P4}
 * @param unit of what is measured on each side
 * @param of   what the goal is about: the host over the peer, or the host alone
 */
public record Figure(String id, String name, String unit, Of of, Goal goal, double limit) {
    /** What is judged. */
    public enum Of {
        RATIO,
        HOST
    }

    /** Which way is good. */
    public enum Goal {
        AT_MOST,
        AT_LEAST
    }

    static Figure ratioAtMost(double limit, String id, String name, String unit) {
        return new Figure(id, name, unit, Of.RATIO, Goal.AT_MOST, limit);
    }

    static Figure ratioAtLeast(double limit, String id, String name, String unit) {
        return new Figure(id, name, unit, Of.RATIO, Goal.AT_LEAST, limit);
    }

    static Figure atMost(double limit, String id, String name, String unit) {
        return new Figure(id, name, unit, Of.HOST, Goal.AT_MOST, limit);
    }

    static Figure atLeast(double limit, String id, String name, String unit) {
        return new Figure(id, name, unit, Of.HOST, Goal.AT_LEAST, limit);
    }

    boolean isMetBy(double value) {
        return goal == Goal.AT_MOST ? value <= limit : value >= limit;
    }

    String goalText() {
        String bound = (goal == Goal.AT_MOST ? "≤ " : "≥ ") + Table.number(limit);
        return of == Of.RATIO ? bound + " × bare" : bound + " " + unit;
    }
}
