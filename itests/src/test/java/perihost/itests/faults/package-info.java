/** Bad input and bad surroundings. */
package perihost.itests.faults;
