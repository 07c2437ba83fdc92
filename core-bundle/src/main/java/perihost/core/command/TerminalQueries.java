package perihost.core.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import perihost.api.command.Payload;
import perihost.api.command.ProtocolVersion;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceType;
import perihost.api.device.ErrorCode;
import perihost.api.payment.PaymentTerminal;
import perihost.api.payment.TerminalSettings;
import perihost.core.Texts;
import perihost.core.device.ManagedDevice;

/** What may be asked of a terminal, one thing at a time (E5, J9). */
record TerminalQueries(Acts acts) {
    List<Handler> handlers() {
        return List.of(
                Handler.query("payment_device_check", asked -> acts.on(DeviceType.PAYMENT, asked, this::check)),
                query(
                        "payment_last_approval",
                        payload -> PaymentTerminal::lastApproval,
                        last -> last.map(PaymentNews::texts)
                                .map(texts -> found("true", texts))
                                .orElse(found("false", Map.of()))),
                query("payment_card_uid_read", payload -> PaymentTerminal::readCardUid, uid -> Texts.of("uid", uid)),
                query(
                        "payment_ic_card_check",
                        payload -> PaymentTerminal::hasIcCard,
                        inserted -> Texts.of("inserted", inserted.toString())),
                query(
                        "payment_screen_sound_setting",
                        payload -> {
                            TerminalSettings wanted = PaymentFields.settings(payload);
                            return terminal -> terminal.settings(wanted);
                        },
                        TerminalQueries::texts));
    }

    /** A check is how one finds out what the trouble is: it is asked in ERROR and HUNG too. */
    private void check(Asked asked, ManagedDevice device) {
        Consumer<Void> done = nothing -> asked.ok(Devices.result(device, device.state()));
        if (Devices.inTrouble(device))
            acts.callInTrouble(asked, device, PaymentTerminal.class, PaymentTerminal::check, done, unanswered());
        else acts.callAlone(asked, device, PaymentTerminal.class, PaymentTerminal::check, done);
    }

    private static DeviceException unanswered() {
        return new DeviceException(ErrorCode.DEVICE_CHECK_FAILED, "the terminal did not answer in time");
    }

    /**
     * @param question makes a question to the terminal of the payload, or refuses it
     * @param texts    makes texts of the terminal's answer
     */
    private <T> Handler query(
            String type,
            Function<Payload, Function<PaymentTerminal, CompletionStage<T>>> question,
            Function<T, Map<String, String>> texts) {
        return Handler.query(type, asked -> {
                    Function<PaymentTerminal, CompletionStage<T>> call =
                            question.apply(asked.command().payload());
                    ManagedDevice device = acts.device(DeviceType.PAYMENT, asked);
                    acts.core()
                            .execute(() -> asked.attempt(() -> acts.callAlone(
                                    asked,
                                    device,
                                    PaymentTerminal.class,
                                    call,
                                    answer -> asked.ok(with(device, texts.apply(answer))))));
                })
                .from(ProtocolVersion.V1_1);
    }

    private static Map<String, String> with(ManagedDevice device, Map<String, String> texts) {
        Map<String, String> result = new LinkedHashMap<>(Devices.result(device, device.state()));
        result.putAll(texts);
        return result;
    }

    private static Map<String, String> found(String found, Map<String, String> approval) {
        Map<String, String> texts = Texts.of("found", found);
        texts.putAll(approval);
        return texts;
    }

    private static Map<String, String> texts(TerminalSettings now) {
        return Texts.of(
                "screenBrightness", level(now.screenBrightness()),
                "voiceVolume", level(now.voiceVolume()),
                "touchVolume", level(now.touchVolume()));
    }

    private static String level(OptionalInt level) {
        return level.isPresent() ? Integer.toString(level.getAsInt()) : "";
    }
}
