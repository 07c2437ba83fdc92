package perihost.simulator.printer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import perihost.simulator.DeviceEnd;
import perihost.simulator.SimulatedDevice;

/** A receipt printer whose paper is a folder: one line, from its opening to its end, is one receipt. */
public final class VirtualPrinter implements SimulatedDevice {
    private static final Duration IDLE = Duration.ofHours(1);
    private static final int PIECE = 4096;

    private final Receipts receipts;

    /** @param receipts where the receipts go */
    public VirtualPrinter(Receipts receipts) {
        this.receipts = receipts;
    }

    @Override
    public void serve(DeviceEnd end) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        try (Receipt receipt = receipts.begin()) {
            while (end.read(piece, IDLE) != DeviceEnd.FINISHED) {
                receipt.add(piece.flip());
                piece.clear();
            }
            receipt.keep();
        }
    }
}
