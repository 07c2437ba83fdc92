package perihost.simulator.terminal;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Bytes that go out together.
 *
 * @param after how long after those before
 * @param bytes may be none
 * @param cut   whether the line drops with the last of them
 */
record Piece(Duration after, ByteBuffer bytes, boolean cut) {}
