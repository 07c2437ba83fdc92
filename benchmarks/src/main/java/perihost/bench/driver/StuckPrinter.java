package perihost.bench.driver;

import perihost.api.printer.PrinterCapabilities;

/** Asked what it can do while it is to be stuck, it does not come back. */
final class StuckPrinter extends QuietPrinter {
    private final Trouble trouble;

    StuckPrinter(Trouble trouble) {
        this.trouble = trouble;
    }

    @Override
    public PrinterCapabilities capabilities() {
        trouble.blockWhile(Trouble.Way.STUCK);
        return super.capabilities();
    }
}
