/** The virtual receipt printer, and the folder in which it keeps what it was sent. */
package perihost.simulator.printer;
