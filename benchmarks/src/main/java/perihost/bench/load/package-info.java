/** The load: raw sockets and as little else as possible, so that what is measured is the server. */
package perihost.bench.load;
