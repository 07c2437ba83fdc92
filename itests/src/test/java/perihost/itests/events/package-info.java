/** The event stream: who gets what, and what happens to those who do not listen. */
package perihost.itests.events;
