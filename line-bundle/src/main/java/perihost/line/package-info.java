/** Lines over tcp, serial ports and device files, one provider for each scheme. Nothing here knows what bytes mean. */
package perihost.line;
