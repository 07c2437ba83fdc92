/** The program that measures: its words, its machine, its page. */
package perihost.bench;
