/** Card payment: what a terminal can be asked, how a payment can end, and what is kept of it over a crash. */
@Export
@Version("1.0.0")
package perihost.api.payment;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
