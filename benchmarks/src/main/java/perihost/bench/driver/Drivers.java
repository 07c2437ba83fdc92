package perihost.bench.driver;

import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import perihost.api.camera.Camera;
import perihost.api.device.Device;
import perihost.api.printer.Printer;

/**
 * Brings the devices that the system property {@code perihost.bench.devices} names, as in {@code camera:cam_01,stuck:s};
 * kinds are {@code camera}, {@code stuck} and {@code babbler}.
 */
public final class Drivers implements BundleActivator {
    private final Trouble trouble = new Trouble();

    @Override
    public void start(BundleContext context) {
        for (String device : System.getProperty("perihost.bench.devices", "").split(",")) {
            String[] parts = device.split(":");
            if (parts.length == 2) register(context, parts[0], parts[1]);
        }
    }

    private void register(BundleContext context, String kind, String id) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(Device.ID, id);
        switch (kind) {
            case "camera" -> context.registerService(Camera.class, new BenchCamera(trouble), properties);
            case "stuck" -> context.registerService(Printer.class, new StuckPrinter(trouble), properties);
            case "babbler" -> context.registerService(Printer.class, new BabblingPrinter(trouble), properties);
            default -> throw new IllegalArgumentException(kind);
        }
    }

    @Override
    public void stop(BundleContext context) {
        trouble.set(Trouble.Way.NONE);
    }
}
