package perihost.payment.smartro.session;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import perihost.payment.smartro.protocol.ApprovalAnswer;
import perihost.payment.smartro.protocol.Job;
import perihost.payment.smartro.protocol.Modules;

/**
 * What the parts of a conversation share, and the requests that several of them make.
 *
 * @param id       the device's, for the log
 * @param course   told what becomes of the conversation
 */
record Desk(String id, Turn turn, Exchange exchange, Known known, Settings settings, Course course) {
    /** When the terminal is looked for, and inside commands, it has less time than otherwise (6.2). */
    static final Duration QUICK_ACK = Duration.ofMillis(1500);

    static final Duration QUICK_ANSWER = Duration.ofSeconds(2);

    /** Told what becomes of the conversation. */
    interface Course {
        /** What had the floor has ended. */
        void free();

        /** The terminal has been looked at after its line was opened, and is there. */
        void started();

        /** A payment has ended, or cannot be settled now. */
        void ended(Charge charge);

        /** How a payment ended has to be found out. */
        void settle(Charge charge);

        /** The terminal answered, and says how it is. */
        void alive(Modules modules);

        /** The terminal boots. */
        void booting();

        /**
         * The terminal does not answer: it is asked again later, in the end on another line.
         *
         * @param busy it refuses, so it is there
         */
        void silent(boolean busy);
    }

    /** Asks {@code A}; given what it says, or how it failed. */
    void check(Duration ack, Duration answer, int sendings, Consumer<Modules> then, Consumer<Reply.Why> failed) {
        Ask ask = Ask.of(exchange.frame(Job.DEVICE_CHECK), ack, answer).times(sendings);
        exchange.ask(ask, reply -> {
            if (reply instanceof Reply.Answer a) then.accept(modules(a));
            else failed.accept(((Reply.Failure) reply).why());
        });
    }

    /** An answer that cannot be read says that nothing is well. */
    private static Modules modules(Reply.Answer a) {
        return Modules.read(a.frame().data()).orElse(new Modules('?', '?', '?', '?'));
    }

    /** Asks {@code L}, if need be twice; given what the terminal keeps, or nothing. */
    void last(Duration answer, Consumer<Optional<ApprovalAnswer>> then) {
        last(answer, 2, then);
    }

    private void last(Duration answer, int times, Consumer<Optional<ApprovalAnswer>> then) {
        exchange.ask(Ask.of(exchange.frame(Job.LAST_APPROVAL), settings.ack(), answer), reply -> {
            if (reply instanceof Reply.Answer a) {
                ApprovalAnswer l = ApprovalAnswer.read(a.frame().data());
                known.keeps(l);
                then.accept(Optional.of(l));
            } else if (times > 1 && ((Reply.Failure) reply).why() != Reply.Why.NO_ACK) {
                last(answer, times - 1, then);
            } else {
                then.accept(Optional.empty());
            }
        });
    }

    /** Asks {@code E}: the terminal shall not wait for a card any more; given whether it says so. */
    void stop(Duration ack, int sendings, Consumer<Boolean> then) {
        Ask ask = Ask.of(exchange.frame(Job.WAIT), ack, settings.answer()).times(sendings);
        exchange.ask(ask, reply -> {
            then.accept(reply instanceof Reply.Answer);
        });
    }
}
