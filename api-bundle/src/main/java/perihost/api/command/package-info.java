/** The contract's commands and responses as values, and the service that a front end (HTTP, pipe, gRPC) hands them to. */
@Export
@Version("1.0.0")
package perihost.api.command;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
