package perihost.http;

import java.util.Optional;

/** What requests look at and a changed configuration or a stop changes while they run. */
final class Live {
    private volatile Settings settings;
    private volatile Optional<Token> token = Optional.empty();
    private volatile boolean stopping;

    Live(Settings settings) {
        this.settings = settings;
    }

    Settings settings() {
        return settings;
    }

    void settings(Settings next) {
        settings = next;
    }

    Optional<Token> token() {
        return token;
    }

    void token(Optional<Token> next) {
        token = next;
    }

    /** Whether nothing new is carried out any more. */
    boolean stopping() {
        return stopping;
    }

    void stop() {
        stopping = true;
    }
}
