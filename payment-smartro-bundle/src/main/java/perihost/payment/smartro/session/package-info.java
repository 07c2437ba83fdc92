/** The conversation with a terminal: who says what next, and what follows. No I/O, no clock. Source: docs/protocols/smartro.md. */
package perihost.payment.smartro.session;
