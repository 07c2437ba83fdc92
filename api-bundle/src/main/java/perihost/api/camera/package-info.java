/** Cameras: what one can be asked, and how a capture can end. */
@Export
@Version("1.0.0")
package perihost.api.camera;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
