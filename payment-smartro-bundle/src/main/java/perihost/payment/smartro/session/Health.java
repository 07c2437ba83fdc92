package perihost.payment.smartro.session;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import perihost.api.device.Condition;
import perihost.payment.smartro.protocol.Modules;

/** Whether a terminal is well: every required module is, or is not fitted (7.1). */
final class Health {
    private static final Set<String> WELL = Set.of("O", "N");

    private Health() {}

    static Condition condition(Modules modules, Set<String> required) {
        String faulty = modules.letters().entrySet().stream()
                .filter(m -> required.contains(m.getKey()) && !WELL.contains(m.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return faulty.isEmpty() ? Condition.ready() : Condition.error("the terminal reports trouble: " + faulty);
    }
}
