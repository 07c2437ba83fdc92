package perihost.bench.measure;

/**
 * One number with a goal.
 *
 * @param id   the goal's number, as in {@code P4}
 * @param unit of what is measured on each side
 * @param of   what the goal is about: the host over the peer, the host over itself left alone, or the host's own value
 */
public record Figure(String id, String name, String unit, Of of, Goal goal, double limit) {
    /** What is judged. */
    public enum Of {
        RATIO,
        ALONE,
        HOST
    }

    /** Which way is good. */
    public enum Goal {
        AT_MOST,
        AT_LEAST,
        NONE
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

    static Figure aloneAtMost(double limit, String id, String name, String unit) {
        return new Figure(id, name, unit, Of.ALONE, Goal.AT_MOST, limit);
    }

    /** The host over itself left alone, to compare other figures with. */
    static Figure alone(String id, String name, String unit) {
        return new Figure(id, name, unit, Of.ALONE, Goal.NONE, 0);
    }

    /** The host over the peer, as a part of another figure. */
    static Figure ratio(String id, String name, String unit) {
        return new Figure(id, name, unit, Of.RATIO, Goal.NONE, 0);
    }

    /** The host's own value, as a part of another figure. */
    static Figure part(String id, String name, String unit) {
        return new Figure(id, name, unit, Of.HOST, Goal.NONE, 0);
    }

    boolean isMetBy(double value) {
        return goal == Goal.AT_MOST ? value <= limit : value >= limit;
    }

    /** What stands for the other side. */
    String peer() {
        return of == Of.ALONE ? "alone" : "bare";
    }

    String goalText() {
        if (goal == Goal.NONE) return "";
        String bound = (goal == Goal.AT_MOST ? "≤ " : "≥ ") + Table.number(limit);
        return of == Of.HOST ? bound + " " + unit : bound + " × " + peer();
    }
}
