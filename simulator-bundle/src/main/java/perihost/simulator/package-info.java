/** {@code sim:} lines: in-process byte lines with a simulated device at their other end. */
package perihost.simulator;
