/** A card terminal of bytes alone on a stand-in for a serial port, who pays on it, and what that stand-in takes itself. */
package perihost.bench.terminal;
