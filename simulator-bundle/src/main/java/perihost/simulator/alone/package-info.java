/** {@code perihost simulate}: a simulator as a process of its own, on a real line. Nothing of it runs in a host. */
package perihost.simulator.alone;
