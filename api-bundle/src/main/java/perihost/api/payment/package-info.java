/** Card payment: what a terminal can be asked, how payments and voids can end, and what is kept of them over a crash. */
@Export
@Version("1.1.0")
package perihost.api.payment;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
