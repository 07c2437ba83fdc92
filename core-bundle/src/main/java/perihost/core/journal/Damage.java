package perihost.core.journal;

import java.nio.file.Path;

/**
 * Bytes of a segment file that are no sound record, and were left out.
 *
 * @param file the segment file
 * @param offset where they begin
 * @param bytes how many, without the zeros at the end of the file
 * @param tail nothing sound comes after them: the usual trace of a power cut, and nothing acknowledged is lost
 */
public record Damage(Path file, long offset, long bytes, boolean tail) {}
