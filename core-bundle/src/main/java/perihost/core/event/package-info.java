/** Numbers and orders events, hands each to every client's own bounded queue, waits for none. */
package perihost.core.event;
