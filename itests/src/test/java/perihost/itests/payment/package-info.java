/** Payments, from a client to a terminal's books: each is charged at most once, and told as it ended. */
package perihost.itests.payment;
