/** Configuration from files: read, checked, and handed to Configuration Admin; wrong ones change nothing. */
package perihost.core.config;
