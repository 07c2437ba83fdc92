package perihost.api.printer;

import java.util.Map;

/**
 * What a printer can do: the result of {@code printer_get_capabilities}.
 *
 * @param color        prints more than one colour
 * @param duplex       prints on both sides
 * @param confirmsJobs {@code success} means that the printer itself said so; false on a write-only line (F2)
 * @param more         further capabilities by name, as texts, such as {@code columns}; copied
 */
public record PrinterCapabilities(boolean color, boolean duplex, boolean confirmsJobs, Map<String, String> more) {
    /** Copies {@code more}. */
    public PrinterCapabilities {
        more = Map.copyOf(more);
    }
}
