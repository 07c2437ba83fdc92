/** Print jobs from a client's command to the bytes at a real socket. */
package perihost.itests.printer;
