package perihost.payment.smartro.session;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import perihost.api.device.Condition;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.api.payment.Approval;
import perihost.api.payment.TerminalSettings;
import perihost.payment.smartro.protocol.ApprovalAnswer;
import perihost.payment.smartro.protocol.CardUid;
import perihost.payment.smartro.protocol.Frame;
import perihost.payment.smartro.protocol.Job;
import perihost.payment.smartro.protocol.Modules;
import perihost.payment.smartro.protocol.Sale;
import perihost.payment.smartro.protocol.Sound;

/** What an idle terminal can be asked, one exchange each. */
final class Questions {
    private static final Duration FOR_CARD = Duration.ofSeconds(3);
    private static final int SENDINGS = 2;

    private final Floor floor;
    private final Desk desk;

    Questions(Floor floor) {
        this.floor = floor;
        this.desk = floor.desk();
    }

    private static DeviceException failed(String why) {
        return new DeviceException(ErrorCode.PROCESSING_ERROR, why);
    }

    CompletionStage<Void> check() {
        Question<Void> question = new Question<>(
                desk, new DeviceException(ErrorCode.DEVICE_CHECK_FAILED, "the terminal does not answer"));
        return ask(
                question,
                () -> desk.check(Desk.QUICK_ACK, desk.settings().answer(), SENDINGS, m -> checked(question, m), why -> {
                    question.unanswered();
                    floor.silent(why == Reply.Why.NAK);
                }));
    }

    private void checked(Question<Void> question, Modules modules) {
        Condition condition = Health.condition(modules, desk.settings().required());
        if (condition.state() == DeviceState.READY) question.answer(null);
        else question.refuse(new DeviceException(ErrorCode.DEVICE_CHECK_FAILED, condition.reason(), modules.letters()));
        floor.show(condition);
        floor.free();
    }

    CompletionStage<Optional<Approval>> lastApproval() {
        return ask(desk.exchange().frame(Job.LAST_APPROVAL), frame -> {
            ApprovalAnswer l = ApprovalAnswer.read(frame.data());
            desk.known().keeps(l);
            return Optional.of(
                    l instanceof Sale sale ? Optional.of(Outcomes.approved(sale).approval()) : Optional.empty());
        });
    }

    CompletionStage<Boolean> icCard() {
        return ask(desk.exchange().frame(Job.IC_CARD), frame -> {
            String card = frame.data().hasRemaining() ? "" + (char) frame.data().get(0) : "";
            return Optional.of(card.equals("O")).filter(in -> in || card.equals("X"));
        });
    }

    CompletionStage<TerminalSettings> settings(TerminalSettings wanted) {
        ByteBuffer data = new Sound(
                        digit(wanted.screenBrightness()), digit(wanted.voiceVolume()), digit(wanted.touchVolume()))
                .data();
        return ask(
                desk.exchange().frame(Job.SOUND, data),
                frame -> Sound.read(frame.data())
                        .map(s -> new TerminalSettings(
                                value(s.brightness()), value(s.voiceVolume()), value(s.touchVolume()))));
    }

    private static char digit(OptionalInt wanted) {
        return wanted.isPresent() ? (char) ('0' + wanted.getAsInt()) : Sound.ASK;
    }

    private static OptionalInt value(char digit) {
        return digit >= '0' && digit <= '9' ? OptionalInt.of(digit - '0') : OptionalInt.empty();
    }

    /** The terminal waits for a card, and is told to stop when none was shown in time. */
    CompletionStage<String> cardUid() {
        Question<String> question = new Question<>(desk, failed("no card was shown in time"));
        return ask(question, () -> {
            Ask ask = Ask.of(
                    desk.exchange().frame(Job.CARD_UID),
                    Desk.QUICK_ACK,
                    desk.settings().answer());
            desk.exchange().ask(ask.times(SENDINGS), reply -> {
                answer(question, reply, frame -> CardUid.read(frame.data()).map(CardUid::hex));
                if (!desk.exchange().isBusy()) floor.free();
            });
            desk.turn().after(FOR_CARD, () -> stop(question));
        });
    }

    private void stop(Question<String> question) {
        if (question.isEnded() || floor.work() != question) return;
        question.unanswered();
        if (desk.exchange().isAcked())
            desk.stop(Desk.QUICK_ACK, SENDINGS, said -> {
                desk.exchange().forget();
                floor.free();
            });
    }

    /** Asks what is answered at once. */
    private <T> CompletionStage<T> ask(Frame frame, Function<Frame, Optional<T>> read) {
        Question<T> question = new Question<>(desk, failed("the terminal does not answer"));
        Ask ask = Ask.of(frame, Desk.QUICK_ACK, desk.settings().answer()).times(SENDINGS);
        return ask(
                question,
                () -> desk.exchange().ask(ask, reply -> {
                    answer(question, reply, read);
                    floor.free();
                }));
    }

    private static <T> void answer(Question<T> question, Reply reply, Function<Frame, Optional<T>> read) {
        if (!(reply instanceof Reply.Answer a)) {
            question.unanswered();
            return;
        }
        Optional<T> value = read.apply(a.frame());
        if (value.isPresent()) question.answer(value.get());
        else question.refuse(failed("the terminal's answer cannot be read"));
    }

    private <T> CompletionStage<T> ask(Question<T> question, Runnable begin) {
        Runnable ifInTime = () -> {
            if (question.isEnded()) floor.free();
            else begin.run();
        };
        if (desk.exchange().isUp()) floor.enqueue(question, ifInTime);
        else question.unanswered();
        return question.stage();
    }
}
