package perihost.host;

import java.util.Hashtable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** The OSGi log service for platform bundles that know no other; ours log through slf4j. */
@SuppressWarnings("deprecation") // Configuration Admin still calls the methods of old
final class BundleLogs implements LogService {
    static void register(BundleContext context) {
        String[] names = {LogService.class.getName(), LoggerFactory.class.getName()};
        context.registerService(names, new BundleLogs(), new Hashtable<>());
    }

    @Override
    public Logger getLogger(String name) {
        return BundleLogger.on(org.slf4j.LoggerFactory.getLogger(name));
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return getLogger(type.getName());
    }

    @Override
    public <L extends Logger> L getLogger(String name, Class<L> type) {
        if (!type.isAssignableFrom(Logger.class)) throw new IllegalArgumentException("logger type " + type);
        return type.cast(getLogger(name));
    }

    @Override
    public <L extends Logger> L getLogger(Class<?> owner, Class<L> type) {
        return getLogger(owner.getName(), type);
    }

    @Override
    public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> type) {
        boolean unnamed = name.isEmpty() || name.equals(Logger.ROOT_LOGGER_NAME);
        return getLogger(unnamed ? bundle.getSymbolicName() : name, type);
    }

    @Deprecated
    @Override
    public void log(int level, String message) {
        log(level, "osgi", message, null);
    }

    @Deprecated
    @Override
    public void log(int level, String message, Throwable thrown) {
        log(level, "osgi", message, thrown);
    }

    @Deprecated
    @Override
    public void log(ServiceReference<?> service, int level, String message) {
        log(level, owner(service), message, null);
    }

    @Deprecated
    @Override
    public void log(ServiceReference<?> service, int level, String message, Throwable thrown) {
        log(level, owner(service), message, thrown);
    }

    private static String owner(ServiceReference<?> service) {
        Bundle bundle = service == null ? null : service.getBundle();
        return bundle == null ? "osgi" : bundle.getSymbolicName();
    }

    private static void log(int level, String name, String message, Throwable thrown) {
        org.slf4j.Logger log = org.slf4j.LoggerFactory.getLogger(name);
        switch (level) {
            case LOG_ERROR -> log.error(message, thrown);
            case LOG_WARNING -> log.warn(message, thrown);
            case LOG_INFO -> log.info(message, thrown);
            default -> log.debug(message, thrown);
        }
    }
}
