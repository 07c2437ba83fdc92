/** {@code bin/perihost simulate}: simulators as processes of their own. */
package perihost.itests.simulate;
