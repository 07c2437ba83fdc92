/** A bundle of drivers that do what a measurement asks of them; it is put into {@code drivers/} of a copy of the distribution. */
package perihost.bench.driver;
