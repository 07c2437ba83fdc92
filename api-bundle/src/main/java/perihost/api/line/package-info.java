/** Byte lines to devices: what a driver reads and writes, and what brings a new kind of line to the host. */
@Export
@Version("1.0.0")
package perihost.api.line;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
