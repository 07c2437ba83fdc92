package perihost.payment.smartro.session;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import perihost.payment.smartro.protocol.Frame;

/**
 * A request and how to send it.
 *
 * @param frame    what is sent, each time the same
 * @param answers  the jobs that answer it; {@code ""}: its ACK ends it
 * @param accepts  whether such a frame is its answer, and not one that somebody else was to have
 * @param sendings how often it may be sent, the first time included
 * @param repeats  whether it may be sent again when nothing comes (6.5)
 * @param ack      how long to wait for the ACK
 * @param answer   how long to wait for the answer after it
 * @param event    how long to wait for it after an event; empty: events change nothing
 */
record Ask(
        Frame frame,
        String answers,
        Predicate<Frame> accepts,
        int sendings,
        boolean repeats,
        Duration ack,
        Duration answer,
        Optional<Duration> event) {
    private static final int SENDINGS = 3;

    /** A request that is answered by its small letter, and does no harm when it comes twice. */
    static Ask of(Frame frame, Duration ack, Duration answer) {
        String small = String.valueOf(Character.toLowerCase(frame.job()));
        return new Ask(frame, small, f -> true, SENDINGS, true, ack, answer, Optional.empty());
    }

    /** The same, sent so many times at most. */
    Ask times(int most) {
        return new Ask(frame, answers, accepts, most, repeats, ack, answer, event);
    }

    /** The same, ended by its ACK. */
    Ask unanswered() {
        return new Ask(frame, "", accepts, sendings, repeats, ack, answer, event);
    }

    /** The same, of something that must not happen twice: never sent again because nothing came. */
    Ask once(int most, String allAnswers, Predicate<Frame> which, Duration afterEvent) {
        return new Ask(frame, allAnswers, which, most, false, ack, answer, Optional.of(afterEvent));
    }

    boolean isAnsweredBy(Frame answered) {
        return answers.indexOf(answered.job()) >= 0 && accepts.test(answered);
    }
}
