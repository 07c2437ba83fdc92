package perihost.line;

import java.io.IOException;
import java.time.Duration;

/** A device that can only be asked by calls that block for as long as it likes: {@link ThreadedLine} is made of one. */
interface BlockingDevice {
    /** As in messages. */
    String name();

    /** Whether it can be read at all. Yes may turn into no while its line is being opened. */
    boolean readable();

    /** Blocks until there is something; less than zero when the device is gone. One thread. */
    int read(byte[] into) throws IOException, InterruptedException;

    /** Blocks until all of it has been taken. One thread. */
    void write(byte[] from, int length) throws IOException;

    /** How much is written at once: the smaller, the better is known how much was taken. */
    int chunk();

    /** How long the last bytes may still be on their way after they were taken. */
    Duration settling();

    /** Whether its node is there as it was. Cheap, and asked once a second at most, of devices that cannot be read. */
    boolean present();

    /**
     * Makes calls in progress come back, and later ones fail. Called again and again until they have: it may be too
     * early or too late once. Any thread; returns at once.
     */
    void unblock();

    /** Lets go of it. Called once, when no call is in progress and none will come but {@link #unblock}. */
    void close();
}
