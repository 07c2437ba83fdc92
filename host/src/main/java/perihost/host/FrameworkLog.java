package perihost.host;

import java.util.logging.Level;
import org.apache.felix.framework.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceReference;

/** What the framework has to say, as records of our log; by itself it would print to standard output or stay silent. */
final class FrameworkLog extends Logger implements FrameworkListener {
    FrameworkLog() {
        setLogLevel(LOG_WARNING);
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        switch (event.getType()) {
            case FrameworkEvent.ERROR -> log(Level.SEVERE, event.getBundle(), "failed", event.getThrowable());
            case FrameworkEvent.WARNING -> log(Level.WARNING, event.getBundle(), "warns", event.getThrowable());
            default -> {
                return; // progress: bundles and start levels
            }
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as inherited
    protected void doLog(Bundle bundle, ServiceReference service, int level, String text, Throwable thrown) {
        log(level == LOG_ERROR ? Level.SEVERE : Level.WARNING, bundle, text, thrown);
    }

    @Override
    protected void doLog(int level, String text, Throwable thrown) {
        Logs.log().log(level == LOG_ERROR ? Level.SEVERE : Level.WARNING, text, thrown);
    }

    private static void log(Level level, Bundle bundle, String text, Throwable thrown) {
        String source = bundle == null ? "framework" : bundle.getSymbolicName();
        Logs.log().log(level, source + ": " + text, thrown);
    }
}
