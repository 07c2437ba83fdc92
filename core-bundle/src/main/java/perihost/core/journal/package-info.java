/** What was asked of money and paper, on disk before the device is told, and found again after any crash (C3, C5). */
package perihost.core.journal;
