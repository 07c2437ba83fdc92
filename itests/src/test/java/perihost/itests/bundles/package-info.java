/** The bundles as such: what they export, and how they come and go in a real framework. */
package perihost.itests.bundles;
