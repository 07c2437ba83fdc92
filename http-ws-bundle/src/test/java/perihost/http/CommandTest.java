package perihost.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import perihost.api.command.Command;

public class CommandTest extends FrontTest {
    private Wire.Answer post(String json) throws Exception {
        try (Wire wire = new Wire(port())) {
            return wire.post(json).answer();
        }
    }

    private void unreadable(String json, String id, String field) throws Exception {
        Wire.Answer answer = post(json);
        assertRefused(400, "PARSE_ERROR", answer);
        assertEquals("REJECTED", answer.json().path("status").asText());
        assertEquals(json, id, answer.json().path("commandId").asText());
        assertEquals(json, field, answer.json().at("/error/details/field").asText());
        assertTrue(!answer.json().at("/error/details/reason").asText().isEmpty());
    }

    @Test
    public void answersWithExactlyTheContractsFields() throws Exception {
        start();
        assertEquals(
                "{\"protocolVersion\":\"1.0\",\"kind\":\"response\",\"commandId\":\"c-1\",\"status\":\"OK\","
                        + "\"timestampMs\":1,\"error\":null,\"result\":{\"a\":\"한글\"}}",
                post(Wire.command("c-1", "echo", "{\"a\":\"한글\"}")).text());
        assertEquals(
                "{\"protocolVersion\":\"1.0\",\"kind\":\"response\",\"commandId\":\"c-2\",\"status\":\"REJECTED\","
                        + "\"timestampMs\":1,\"error\":{\"code\":\"COMMAND_REJECTED\",\"message\":\"unknown type\","
                        + "\"details\":{\"type\":\"open\"}},\"result\":{}}",
                post(Wire.command("c-2", "open", "{}")).text());
    }

    @Test
    public void tellsOnlyClientsOf11ThatAnAnswerIsReplayed() throws Exception {
        start();
        assertTrue(
                post(Wire.command("1.1", "c", "again", "{}")).text().endsWith("\"result\":{},\"replayed\":\"true\"}"));
        assertTrue(post(Wire.command("1.9", "c", "again", "{}")).text().contains("\"protocolVersion\":\"1.1\""));
        assertTrue(post(Wire.command("1.0", "c", "again", "{}")).text().endsWith("\"result\":{}}"));
    }

    @Test
    public void handsOverThePayloadAsItIs() throws Exception {
        start();
        post("{\"payload\":{\"t\":\"x\",\"n\":1,\"o\":{\"a\":[1,{}]},\"z\":null,\"b\":true},\"traceId\":[[]],"
                + "\"type\":\"echo\",\"commandId\":\"order-42/attempt-1\",\"kind\":\"command\","
                + "\"protocolVersion\":\"1.0\"}");
        Command command = core.commands.poll(5, TimeUnit.SECONDS);
        assertEquals("order-42/attempt-1", command.commandId());
        assertEquals(Map.of("t", "x"), command.payload().texts());
        assertEquals(java.util.Set.of("n", "o", "z", "b"), command.payload().others());
    }

    @Test
    public void readsAbsentAndNullPayloadAsNone() throws Exception {
        start();
        assertEquals(200, post(Wire.command("c", "echo", "null")).status());
        assertEquals(
                200,
                post("{\"protocolVersion\":\"1.0\",\"kind\":\"command\",\"commandId\":\"c\",\"type\":\"echo\"}")
                        .status());
    }

    @Test
    public void namesTheFieldThatIsWrongAndTheCommandWhereItCan() throws Exception {
        start();
        unreadable("{\"kind\":\"command\",\"commandId\":\"c\",\"type\":\"echo\"}", "c", "protocolVersion");
        for (String v : new String[] {"1", "1.", ".1", "v1.0", "1.0.0", "", "one.zero", "1.0 "})
            unreadable(Wire.command(v, "c", "echo", "{}"), "c", "protocolVersion");
        unreadable(Wire.command("c", "echo", "{}").replace("\"1.0\"", "1.0"), "c", "protocolVersion");
        for (String k : new String[] {"event", "response", "Command", ""})
            unreadable(Wire.command("c", "echo", "{}").replace("\"command\"", "\"" + k + "\""), "c", "kind");
        unreadable(Wire.command("c", "echo", "{}").replace("\"command\"", "null"), "c", "kind");
        unreadable(Wire.command("", "echo", "{}"), "", "commandId");
        unreadable(Wire.command("c", "echo", "{}").replace("\"c\"", "7"), "", "commandId");
        unreadable(Wire.command("c".repeat(129), "echo", "{}"), "", "commandId");
        unreadable(Wire.command("a\\u0007b", "echo", "{}"), "", "commandId");
        unreadable(Wire.command("a\\ud800b", "echo", "{}"), "", "commandId");
        unreadable(Wire.command("c", "echo", "{}").replace("\"echo\"", "5"), "c", "type");
        unreadable(Wire.command("c", "echo", "{}").replace("\"type\":\"echo\",", ""), "c", "type");
        unreadable(Wire.command("c", "echo", "[]"), "c", "payload");
        unreadable(Wire.command("c", "echo", "\"x\""), "c", "payload");
        unreadable(Wire.command("c", "echo", "{}").replace("1706234567890", "\"now\""), "c", "timestampMs");
        unreadable("{\"protocolVersion\":\"1.0\",\"kind\":\"snapshot_request\"}", "", "requestId");
        unreadable(look("\"printer\""), "r", "deviceTypes");
        unreadable(look("[1]"), "r", "deviceTypes");
        assertTrue(core.commands.isEmpty());
    }

    @Test
    public void takesNothingThatIsNotOneStrictJsonObject() throws Exception {
        start();
        String good = Wire.command("dup", "echo", "{}");
        for (String text :
                new String[] {"hello", "", "[]", "\"x\"", "null", "/* hi */" + good, good.replace('"', '\'')})
            unreadable(text, "", "body");
        for (String text : new String[] {
            good.substring(0, good.length() - 2),
            good + good,
            good + "x",
            good.substring(0, good.length() - 1) + ",}",
            Wire.command("dup", "echo", "{\"n\":NaN}"),
            Wire.command("dup", "echo", "{\"n\":01}"),
            Wire.command("dup", "echo", "{\"a\":\"b\",\"a\":\"c\"}"),
            Wire.command("dup", "echo", "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}"),
            Wire.command("dup", "echo", "{\"" + "n".repeat(2000) + "\":1}"),
            Wire.command("dup", "echo", "{\"n\":" + "9".repeat(100) + "}"),
            Wire.command("dup", "echo", "{\"n\":[" + "1,".repeat(20_000) + "1]}"),
            Wire.command("dup", "echo", "{\"a\":\"tab\there\"}"),
        }) unreadable(text, "dup", "body");
        unreadable(good.replace("\"type\"", "\"commandId\":\"other\",\"type\""), "dup", "body");
        assertEquals(
                200,
                post(Wire.command("c", "echo", "{\"a\":" + "[".repeat(30) + "]".repeat(30) + "}"))
                        .status());
    }

    @Test
    public void takesNothingButUtf8() throws Exception {
        start();
        byte[] good = Wire.command("c", "echo", "{\"a\":\"??\"}").getBytes();
        int at = new String(good).indexOf("??");
        for (int[] pair : new int[][] {{0xFF, 0xFE}, {0xC0, 0x80}, {0xC3, 0x28}, {0x80, 0x41}}) {
            byte[] bad = good.clone();
            bad[at] = (byte) pair[0];
            bad[at + 1] = (byte) pair[1];
            try (Wire wire = new Wire(port())) {
                assertRefused(400, "PARSE_ERROR", wire.post(bad).answer());
            }
        }
        try (Wire wire = new Wire(port())) {
            assertRefused(
                    400,
                    "PARSE_ERROR",
                    wire.post(new String(good).getBytes("UTF-16")).answer());
        }
        assertTrue(core.commands.isEmpty());
    }

    private static String look(String types) {
        return "{\"protocolVersion\":\"1.0\",\"kind\":\"snapshot_request\",\"requestId\":\"r\",\"deviceTypes\":" + types
                + "}";
    }

    @Test
    public void answersSnapshotRequests() throws Exception {
        start();
        String printer = "{\"deviceId\":\"escpos_printer_001\",\"deviceType\":\"printer\","
                + "\"deviceName\":\"영수증 프린터\","
                + "\"state\":\"2\",\"stateString\":\"READY\",\"lastError\":\"\"}";
        String text = post(look("[]")).text();
        assertTrue(
                text,
                text.matches("\\{\"protocolVersion\":\"1.0\",\"kind\":\"snapshot_response\",\"requestId\":\"r\","
                        + "\"timestampMs\":\\d+,\"snapshot\":\\{.*}}"));
        assertTrue(text, text.endsWith("\"snapshot\":{\"escpos_printer_001\":" + printer + "}}"));
        assertTrue(post(look("null")).text().contains(printer));
        assertTrue(post(look("[\"camera\"]")).text().endsWith("\"snapshot\":{}}"));

        Wire.Answer unknown = post(look("[\"scanner\"]"));
        assertEquals("INVALID_PAYLOAD", unknown.code());
        assertEquals("r", unknown.json().path("commandId").asText());
        assertEquals(200, unknown.status());

        Wire.Answer major = post(look("[]").replace("1.0", "2.0"));
        assertEquals("COMMAND_REJECTED", major.code());
        assertEquals("1.0,1.1", major.json().at("/error/details/supported").asText());
        assertEquals("1.0", major.json().path("protocolVersion").asText());

        try (Wire wire = new Wire(port())) {
            assertEquals(
                    "{\"status\":\"UP\",\"devices\":[" + printer + "]}",
                    wire.get("/healthz", "").answer().text());
        }
    }

    @Test
    public void writesAnyTextAsJson() throws Exception {
        start();
        core.answer = "x\udc00 \u0000\" 😀";
        assertEquals(
                "x\udc00 \u0000\" 😀",
                post(Wire.command("c", "told", "{}")).json().at("/result/told").asText());
    }

    @Test
    public void answersAFaultWithoutTellingOfIt() throws Exception {
        start();
        assertRefused(500, "PROCESSING_ERROR", post(Wire.command("c", "break", "{}")));
        assertEquals(200, post(Wire.command("c", "echo", "{}")).status());
    }

    @Test
    public void readsLargeBodiesInPiecesOfAnySize() throws Exception {
        start();
        byte[] data = new byte[5 << 20];
        Arrays.fill(data, (byte) 0xA5);
        String base64 = Base64.getEncoder().encodeToString(data);
        byte[] body = Wire.command("c", "hold", "{\"data\":\"" + base64 + "\"}").getBytes();
        try (Wire wire = new Wire(port())) {
            wire.send("POST /api/command HTTP/1.1\r\nHost: localhost:" + port()
                    + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int at = 0; at < body.length; at += 100_003) {
                int count = Math.min(100_003, body.length - at);
                wire.send(Integer.toHexString(count) + "\r\n");
                wire.send(Arrays.copyOfRange(body, at, at + count)).send("\r\n");
            }
            wire.send("0\r\n\r\n");
            Command command = core.commands.poll(10, TimeUnit.SECONDS);
            assertEquals(base64, command.payload().texts().get("data"));
            core.held.get(0).complete(Core.ok(command, Map.of()));
            assertEquals(200, wire.answer().status());
            for (int size : new int[] {1, 20_000, 70_000, 300_000}) {
                wire.post(Wire.command("c", "echo", "{\"data\":\"" + "가".repeat(size) + "\"}"));
                assertEquals(
                        size, wire.answer().json().at("/result/data").asText().length());
            }
        }
    }
}
