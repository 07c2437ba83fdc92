/** What the tests need around the host: its process and home, its clients, and the printers at the other end. */
package perihost.itests.harness;
