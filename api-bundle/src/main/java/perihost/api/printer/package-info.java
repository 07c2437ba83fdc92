/** Printers: what one can be asked, and how a job can end. */
@Export
@Version("1.0.0")
package perihost.api.printer;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
