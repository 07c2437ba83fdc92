package perihost.host;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The framework's properties: how it works, and what bundles are told through {@code BundleContext.getProperty}. */
final class FrameworkSettings {
    /** On the launcher's class path and lent to every bundle: one logging back end, there before the first bundle. */
    private static final String LENT = "org.slf4j;version=2.0.17,org.slf4j.event;version=2.0.17,"
            + "org.slf4j.helpers;version=2.0.17,org.slf4j.spi;version=2.0.17";
    /** What some bundles require of a service loader mediator; class path and connected bundles need none. */
    private static final String MEDIATOR =
            "osgi.extender;osgi.extender=\"osgi.serviceloader.registrar\";version:Version=\"1.0\","
                    + "osgi.extender;osgi.extender=\"osgi.serviceloader.processor\";version:Version=\"1.0\"";

    private FrameworkSettings() {}

    static Map<String, String> of(Installation installation, Home home, OptionalInt port) {
        Map<String, String> properties = new HashMap<>();
        properties.put(
                "org.osgi.framework.storage", home.cache().resolve("framework").toString());
        properties.put("org.osgi.framework.system.packages.extra", LENT);
        properties.put("org.osgi.framework.system.capabilities.extra", MEDIATOR);
        properties.put("org.osgi.framework.startlevel.beginning", "5");
        properties.put("felix.cache.locking", "false"); // the home's lock already keeps others out
        properties.put("felix.service.urlhandlers", "false"); // nobody adds URL schemes
        properties.put("perihost.home", home.root().toString());
        properties.put("perihost.dist", installation.root().toString());
        properties.put("perihost.version", installation.version());
        port.ifPresent(value -> properties.put("perihost.port", Integer.toString(value)));
        return properties;
    }
}
