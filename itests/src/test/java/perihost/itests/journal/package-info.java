/** What the host knows after it was killed. */
package perihost.itests.journal;
