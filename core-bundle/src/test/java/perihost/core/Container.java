package perihost.core;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** As much of a container as the core asks for: properties, services and those who listen to them, bundle listeners. */
public final class Container {
    public final Map<String, String> properties = new ConcurrentHashMap<>();
    public final Map<ServiceListener, Filter> serviceListeners = new ConcurrentHashMap<>();
    public final Set<Object> bundleListeners = new CopyOnWriteArraySet<>();
    public final AtomicLong gets = new AtomicLong();
    public final AtomicLong ungets = new AtomicLong();
    public volatile List<Bundle> bundles = List.of();
    public volatile Optional<Class<?>> refused = Optional.empty();
    private final List<Reference> services = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();

    /** What a bundle is given of it. */
    public BundleContext context() {
        return proxy(BundleContext.class, this::answer);
    }

    /** A service comes. */
    public <S> ServiceRegistration<S> register(Class<S> type, S service, Map<String, Object> properties) {
        return context().registerService(type, service, new Hashtable<>(properties));
    }

    /** All services of a type that are there. */
    public <S> List<S> services(Class<S> type) {
        return services.stream()
                .filter(r -> List.of(r.types()).contains(type.getName()))
                .map(r -> type.cast(r.service))
                .toList();
    }

    /** An object of a type that answers calls as it is told, by the method's name. */
    public static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> switch (method.getName()) {
                    case "equals" -> self == given[0];
                    case "hashCode" -> System.identityHashCode(self);
                    case "toString" -> type.getSimpleName();
                    default -> answers.to(method.getName(), given == null ? new Object[0] : given);
                }));
    }

    /** What is answered to a call. */
    public interface Answers {
        Object to(String method, Object[] given) throws Exception;
    }

    private Object answer(String method, Object[] given) throws Exception {
        return switch (method) {
            case "getProperty" -> properties.get(given[0]);
            case "getBundles" -> bundles.toArray(Bundle[]::new);
            case "createFilter" -> FrameworkUtil.createFilter((String) given[0]);
            case "addServiceListener" -> listen((ServiceListener) given[0], (String) given[1]);
            case "removeServiceListener" -> serviceListeners.remove(given[0]) == null ? null : null;
            case "addBundleListener" -> bundleListeners.add(given[0]) ? null : null;
            case "removeBundleListener" -> bundleListeners.remove(given[0]) ? null : null;
            case "registerService" -> register((Class<?>) given[0], given[1], (Dictionary<?, ?>) given[2]);
            case "getServiceReferences" -> references((String) given[0], (String) given[1]);
            case "getService" -> get((Reference) given[0]);
            case "ungetService" -> ungets.incrementAndGet() > 0;
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private Object listen(ServiceListener listener, String filter) throws InvalidSyntaxException {
        serviceListeners.put(listener, FrameworkUtil.createFilter(filter));
        return null;
    }

    private Object get(Reference reference) {
        gets.incrementAndGet();
        return reference.service;
    }

    private ServiceReference<?>[] references(String type, String filter) throws InvalidSyntaxException {
        Filter wanted = FrameworkUtil.createFilter(filter == null ? "(objectClass=" + type + ")" : filter);
        List<Reference> found = services.stream().filter(wanted::match).toList();
        return found.isEmpty() ? null : found.toArray(ServiceReference<?>[]::new);
    }

    private ServiceRegistration<?> register(Class<?> type, Object service, Dictionary<?, ?> given) {
        if (refused.equals(Optional.of(type))) throw new IllegalStateException("refused");
        Hashtable<String, Object> all = new Hashtable<>();
        if (given != null) given.keys().asIterator().forEachRemaining(k -> all.put((String) k, given.get(k)));
        all.put(Constants.OBJECTCLASS, new String[] {type.getName()});
        Reference reference = new Reference(ids.incrementAndGet(), service, all);
        services.add(reference);
        tell(ServiceEvent.REGISTERED, reference);
        return proxy(ServiceRegistration.class, (method, arguments) -> {
            if (!method.equals("unregister")) throw new UnsupportedOperationException(method);
            if (!services.contains(reference)) throw new IllegalStateException("unregistered already");
            tell(ServiceEvent.UNREGISTERING, reference);
            services.remove(reference);
            return null;
        });
    }

    private void tell(int type, Reference reference) {
        serviceListeners.forEach((listener, filter) -> {
            if (filter.match(reference)) listener.serviceChanged(new ServiceEvent(type, reference));
        });
    }

    private record Reference(long id, Object service, Hashtable<String, Object> all)
            implements ServiceReference<Object> {
        String[] types() {
            return (String[]) all.get(Constants.OBJECTCLASS);
        }

        @Override
        public Object getProperty(String key) {
            return all.get(key);
        }

        @Override
        public String[] getPropertyKeys() {
            return all.keySet().toArray(String[]::new);
        }

        @Override
        public Dictionary<String, Object> getProperties() {
            return new Hashtable<>(all);
        }

        @Override
        public Bundle getBundle() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Bundle[] getUsingBundles() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isAssignableTo(Bundle bundle, String className) {
            return true;
        }

        @Override
        public <A> A adapt(Class<A> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(Object other) {
            return Long.compare(((Reference) other).id, id); // the older is the greater
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Reference r && r.id == id;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(id);
        }
    }
}
