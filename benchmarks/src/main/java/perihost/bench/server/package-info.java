/** The two that are compared, as processes: how they are started, watched and ended. */
package perihost.bench.server;
