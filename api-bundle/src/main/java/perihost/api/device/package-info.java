/**
 * What every device is: its type, its state, what its driver implements and what the driver is given.
 *
 * <p>A driver is an OSGi bundle with one Declarative Services component per device kind it drives. Each configuration
 * of the component is one device; the component is registered as a service under its kind's interface
 * ({@code PaymentTerminal}, {@code Printer}, {@code Camera}). The host finds the service, opens the device, hands it
 * work, and closes it when the service goes.
 */
@Export
@Version("1.0.0")
package perihost.api.device;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
