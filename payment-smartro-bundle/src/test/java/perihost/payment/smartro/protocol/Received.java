package perihost.payment.smartro.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a receiver found in bytes. */
final class Received {
    final FrameDecoder decoder = new FrameDecoder();
    final List<Token> tokens = new ArrayList<>();

    Received feed(byte[] bytes, int from, int to) {
        decoder.feed(ByteBuffer.wrap(bytes, from, to - from), tokens::add);
        return this;
    }

    Received feed(byte[] bytes) {
        return feed(bytes, 0, bytes.length);
    }

    Received silent() {
        decoder.silent(tokens::add);
        return this;
    }

    /** Each as the vectors name it. */
    List<String> names() {
        return tokens.stream().map(Received::name).toList();
    }

    List<Frame> frames() {
        return tokens.stream()
                .filter(Token.Whole.class::isInstance)
                .map(t -> ((Token.Whole) t).frame())
                .toList();
    }

    private static String name(Token token) {
        if (token instanceof Token.Ack) return "ack";
        if (token instanceof Token.Nak) return "nack";
        if (token instanceof Token.Whole whole) return "frame:" + whole.frame().job();
        return "bad:" + ((Token.Broken) token).why().name().toLowerCase(Locale.ROOT);
    }
}
