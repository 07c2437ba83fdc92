package perihost.payment.smartro;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import perihost.payment.smartro.session.Settings;

/**
 * A terminal's configuration, checked.
 *
 * @param line    the line's URI
 * @param session how to talk to the terminal
 */
record SmartroSettings(String line, Settings session) {
    private static final Set<String> MODULES = Set.of("card", "rf", "van", "link");

    /** @throws IllegalArgumentException naming the key that is out of range */
    static SmartroSettings from(SmartroConfig config) {
        return new SmartroSettings(
                config.line(),
                new Settings(
                        terminalId(config.terminal_id()),
                        modules(config.required_modules()),
                        millis("ack.timeout", config.ack_timeout(), 100, 10_000),
                        millis("answer.timeout", config.answer_timeout(), 100, 30_000),
                        millis("byte.timeout", config.byte_timeout(), 20, 2_000),
                        seconds("card.timeout", config.card_timeout(), 1, 600),
                        seconds("card.event.timeout", config.card_event_timeout(), 1, 600),
                        seconds("check.interval", config.check_interval(), 1, 60),
                        seconds("settle.listen", config.settle_listen(), 0, 60),
                        seconds("settle.timeout", config.settle_timeout(), 10, 600)));
    }

    private static String terminalId(String id) {
        if (!id.matches("[!-~]{0,16}"))
            throw new IllegalArgumentException("terminal.id is not at most 16 visible characters of ASCII");
        return id;
    }

    private static Set<String> modules(String list) {
        Set<String> named = Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(m -> !m.isEmpty())
                .collect(Collectors.toSet());
        if (!MODULES.containsAll(named))
            throw new IllegalArgumentException(
                    "required.modules = " + list + " has other names than card, rf, van, link");
        return named;
    }

    private static Duration millis(String key, int value, int least, int most) {
        return Duration.ofMillis(check(key, value, least, most, "milliseconds"));
    }

    private static Duration seconds(String key, int value, int least, int most) {
        return Duration.ofSeconds(check(key, value, least, most, "seconds"));
    }

    private static int check(String key, int value, int least, int most, String unit) {
        if (value < least || value > most)
            throw new IllegalArgumentException(
                    key + " = " + value + " is not from " + least + " to " + most + " " + unit);
        return value;
    }
}
