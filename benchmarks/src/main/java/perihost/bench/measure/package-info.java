/** What is measured, and how two servers take turns in it. */
package perihost.bench.measure;
