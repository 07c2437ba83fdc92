package perihost.api.line;

import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings one kind of line to the host. Registered as a service with the property {@value #SCHEME}; drivers never see
 * it, they open lines by URI through their context.
 */
@ConsumerType
public interface LineProvider {
    /** The service property with the scheme that it serves, such as {@code tcp}. */
    String SCHEME = "line.scheme";

    /**
     * Says whether a line could be made of this URI, without opening anything. Any thread; returns at once.
     *
     * @throws LineException {@code BAD_URI}, naming the part that is wrong
     */
    void check(LineUri uri) throws LineException;

    /**
     * Whether a line of this URI is attached to this machine, so that a driver keeps it open while idle and learns when
     * it is unplugged; false for a peer to be called for each job. Any thread; returns at once.
     */
    boolean keptOpen(LineUri uri);

    /**
     * Opens a line. Called on the device's owner thread, which it may block for as long as it is allowed to, and which
     * may be interrupted meanwhile.
     *
     * @param uri    one that {@link #check} accepts
     * @param within how long it may take, more than zero
     * @throws LineException {@code UNAVAILABLE}, {@code TIMEOUT} or {@code BAD_URI}; nothing is left open
     */
    Line open(LineUri uri, Duration within) throws LineException;
}
