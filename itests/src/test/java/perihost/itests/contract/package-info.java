/** The contract's cases, each against a live host. */
package perihost.itests.contract;
