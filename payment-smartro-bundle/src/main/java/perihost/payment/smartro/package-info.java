/** Payment terminals of SMARTRO: the component, its settings, and the line that its conversation goes over. */
package perihost.payment.smartro;
