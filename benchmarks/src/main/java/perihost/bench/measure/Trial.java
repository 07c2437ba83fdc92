package perihost.bench.measure;

import java.io.IOException;
import java.util.List;
import perihost.bench.server.Subject;

/** One way to find some figures. */
public interface Trial {
    /** One turn of one side; started, measured, ended. */
    interface Turn {
        void measure(Side side, Subject subject) throws IOException, InterruptedException;
    }

    List<Figure> figures();

    void run(Pair pair, Pace pace, Results results) throws IOException, InterruptedException;

    /** The two that are compared. */
    record Pair(Subject host, Subject bare) {
        /** A B B A A B ...: what drifts in the machine falls on both alike. */
        void alternate(int pairs, Turn turn) throws IOException, InterruptedException {
            for (int i = 0; i < pairs; i++) {
                Side first = i % 2 == 0 ? Side.HOST : Side.BARE;
                turn.measure(first, of(first));
                Side second = i % 2 == 0 ? Side.BARE : Side.HOST;
                turn.measure(second, of(second));
            }
        }

        private Subject of(Side side) {
            return side == Side.HOST ? host : bare;
        }
    }
}
