package perihost.host;

import java.util.ArrayList;
import java.util.List;

/** The devices as a table of at most 80 columns; a last error stands below its device, broken at words. */
final class DeviceTable {
    private static final int WIDTH = 80;
    private static final Device HEAD = new Device("DEVICE", "TYPE", "STATE", "NAME", "");
    private static final int[] MOST = {30, 16, 12};
    private static final String INDENT = "    ";

    private DeviceTable() {}

    static List<String> of(List<Device> devices) {
        List<Device> rows = new ArrayList<>();
        rows.add(HEAD);
        rows.addAll(devices);
        int[] widths = new int[3];
        for (Device row : rows) widen(widths, row);
        List<String> lines = new ArrayList<>();
        for (Device row : rows) {
            lines.add(line(row, widths));
            if (!row.lastError().isEmpty()) lines.addAll(Columns.wrap(row.lastError(), INDENT, WIDTH));
        }
        return lines;
    }

    private static void widen(int[] widths, Device row) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.min(MOST[i], Math.max(widths[i], Columns.of(cell(row, i))));
        }
    }

    private static String line(Device row, int[] widths) {
        StringBuilder line = new StringBuilder(WIDTH);
        int used = 0;
        for (int i = 0; i < widths.length; i++) {
            line.append(Columns.pad(cell(row, i), widths[i])).append("  ");
            used += widths[i] + 2;
        }
        return line.append(Columns.cut(row.name(), WIDTH - used)).toString().stripTrailing();
    }

    private static String cell(Device row, int column) {
        return switch (column) {
            case 0 -> row.id();
            case 1 -> row.type();
            default -> row.state();
        };
    }
}
