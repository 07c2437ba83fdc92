/** The launcher: command line, home folder, logging and the framework; it loads no class of the bundles. */
package perihost.host;
