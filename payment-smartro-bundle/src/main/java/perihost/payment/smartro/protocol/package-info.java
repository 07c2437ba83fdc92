/** The bytes of SMARTRO TL3500 and TL3600 terminals: frames and what they hold. Source: docs/protocols/smartro.md. */
package perihost.payment.smartro.protocol;
