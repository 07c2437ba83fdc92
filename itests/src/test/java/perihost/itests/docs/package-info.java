/** The pages under docs say what the host does: examples are executed, schemas held against real traffic. */
package perihost.itests.docs;
