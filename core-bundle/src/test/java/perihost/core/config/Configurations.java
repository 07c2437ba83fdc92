package perihost.core.config;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import perihost.core.Container;

/** What is configured, by PID; read and changed as Configuration Admin is. */
public final class Configurations {
    public final Map<String, Dictionary<?, ?>> all = new ConcurrentSkipListMap<>();

    public ConfigurationAdmin admin() {
        return Container.proxy(ConfigurationAdmin.class, (method, given) -> switch (method) {
            case "getConfiguration" -> configuration((String) given[0]);
            case "getFactoryConfiguration" -> configuration(given[0] + "~" + given[1]);
            case "listConfigurations" ->
                all.keySet().stream().map(this::configuration).toArray(Configuration[]::new);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private Configuration configuration(String pid) {
        all.computeIfAbsent(pid, any -> new Hashtable<>());
        return Container.proxy(Configuration.class, (method, given) -> switch (method) {
            case "getPid" -> pid;
            case "updateIfDifferent" -> !given[0].equals(all.put(pid, (Dictionary<?, ?>) given[0]));
            case "delete" -> all.remove(pid) == null ? null : null;
            default -> throw new UnsupportedOperationException(method);
        });
    }
}
