package perihost.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;

public class DeviceTableTest {
    @Test
    public void alignsColumnsAndPutsTheErrorBelow() {
        List<String> lines = DeviceTable.of(List.of(
                new Device("escpos_printer_001", "printer", "READY", "영수증 프린터", ""),
                new Device("camera_001", "camera", "DISCONNECTED", "Camera", "the line is gone")));
        assertEquals(
                List.of(
                        "DEVICE              TYPE     STATE         NAME",
                        "escpos_printer_001  printer  READY         영수증 프린터",
                        "camera_001          camera   DISCONNECTED  Camera",
                        "    the line is gone"),
                lines);
    }

    @Test
    public void staysWithin80ColumnsWhateverTheTexts() {
        String longText = "가나다라 abc def ".repeat(20) + "x".repeat(200);
        Device device = new Device("d".repeat(128), longText, "DISCONNECTED", longText, longText);
        for (String line : DeviceTable.of(List.of(device))) assertTrue(line, Columns.of(line) <= 80);
    }

    @Test
    public void losesNoWordOfAnError() {
        String error = "the line /dev/ttyUSB0 cannot be opened: no such file, or another program is using it just now";
        List<String> lines = DeviceTable.of(List.of(new Device("p", "printer", "ERROR", "P", error)));
        String below = String.join(
                " ", lines.subList(2, lines.size()).stream().map(String::strip).toList());
        assertEquals(error, below);
    }

    @Test
    public void sendsNoControlCharactersToTheTerminal() {
        List<String> lines = DeviceTable.of(List.of(new Device("p", "printer", "ERROR", "a\u001b[2Jb", "c\u0007d")));
        assertTrue(lines.get(1), lines.get(1).endsWith("a?[2Jb"));
        assertEquals("    c?d", lines.get(2));
    }
}
