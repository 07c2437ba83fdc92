package perihost.host;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerConsumer;
import org.slf4j.event.Level;

/**
 * The OSGi logger of a platform bundle, on ours: what component runtime and Configuration Admin say is not lost. The
 * methods of both have the same names and parameters, but for {@code audit} and those that take a consumer.
 */
record BundleLogger(org.slf4j.Logger log) implements InvocationHandler {
    static Logger on(org.slf4j.Logger log) {
        Class<?>[] types = {Logger.class};
        return (Logger) Proxy.newProxyInstance(Logger.class.getClassLoader(), types, new BundleLogger(log));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Exception {
        if (method.getDeclaringClass() == Object.class) return method.invoke(this, arguments);
        String name = method.getName().equals("audit") ? "info" : method.getName();
        if (arguments != null && arguments[0] instanceof LoggerConsumer<?> consumer) {
            if (log.isEnabledForLevel(Level.valueOf(name.toUpperCase(Locale.ROOT)))) consumer.accept((Logger) proxy);
            return null; // as a method without a result does
        }
        return org.slf4j.Logger.class
                .getMethod(name, method.getParameterTypes())
                .invoke(log, arguments);
    }
}
