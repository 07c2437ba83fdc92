/** The contract's one implementation, tied together; it knows neither HTTP nor a device's bytes. */
package perihost.core;
