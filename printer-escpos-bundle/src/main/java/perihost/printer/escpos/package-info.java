/** Receipt printers that speak ESC/POS: jobs go to their line unchanged, on the device's owner thread. */
package perihost.printer.escpos;
