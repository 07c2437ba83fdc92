/** The contract over HTTP and WebSocket: text in, text out. */
package perihost.http;
