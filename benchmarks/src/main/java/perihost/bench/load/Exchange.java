package perihost.bench.load;

import java.nio.ByteBuffer;

/** What one connection sends next, and what it makes of the answer. Used by one thread. */
public interface Exchange {
    ByteBuffer next();

    /** Throws {@link WrongAnswer} if the answer is not what it should be. */
    void answered(Connection connection);

    /** The same question over and over, under a new id each time. */
    static Exchange of(Request request) {
        return new Exchange() {
            private long n;

            @Override
            public ByteBuffer next() {
                return request.number(n++);
            }

            @Override
            public void answered(Connection connection) {
                connection.expectOk(request);
            }
        };
    }
}
