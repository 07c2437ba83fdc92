/** What the host tells of its devices by itself: the contract's events, and the stream that a front end takes them from. */
@Export
@Version("1.1.0")
package perihost.api.event;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
