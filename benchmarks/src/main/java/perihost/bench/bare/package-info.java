/** The peer: the smallest honest program that does the contract's work, and nothing else. */
package perihost.bench.bare;
