package perihost.itests.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.AfterClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import perihost.itests.harness.Answer;
import perihost.itests.harness.Client;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.RawHttp;
import perihost.itests.harness.RunningHost;

/** Each case of the contract's file against the built distribution as it is shipped. */
@RunWith(Parameterized.class)
public class ContractCasesIT {
    private static RunningHost host;

    private final ContractCase c;
    private final Configured configured;

    /** One test: a case and the device types that the host has. */
    public ContractCasesIT(ContractCase c, Configured configured) {
        this.c = c;
        this.configured = configured;
    }

    @Parameters(name = "{0}")
    public static List<Object[]> cases() throws Exception {
        host = RunningHost.start(HostHome.fresh("contract"));
        host.client().awaitState(HostHome.PRINTER, "2");
        Set<String> types = new HashSet<>();
        for (JsonNode device : host.client().snapshot())
            types.add(device.path("deviceType").asText());
        Configured configured = new Configured(types);
        return ContractCase.all().stream()
                .map(c -> new Object[] {c, configured})
                .toList();
    }

    @AfterClass
    public static void stop() throws Exception {
        assertEquals(0, host.stop());
        host.home().delete();
    }

    @Test
    public void isAnsweredAsTheContractSays() throws Exception {
        String freshId = Client.id();
        Expectation expectation =
                new Expectation(c.sentId(freshId), host.client().base());
        Answer answer = send(freshId);
        checkStatus(answer);
        c.expect()
                .path("headers")
                .properties()
                .forEach(header -> expectation.check(
                        header.getKey(),
                        header.getValue(),
                        TextNode.valueOf(answer.header(header.getKey()).orElse(""))));
        JsonNode expected = configured.expected(c);
        if (expected.asText().equals("$any")) return;
        expectation.check("body", expected, answer.body());
        assertEquals("application/json", answer.header("Content-Type").orElse(""));
    }

    private void checkStatus(Answer answer) {
        JsonNode http = c.expect().path("http");
        List<Integer> allowed = new ArrayList<>();
        if (http.isArray()) http.forEach(status -> allowed.add(status.asInt()));
        else allowed.add(http.asInt());
        assertTrue(answer.status() + " is none of " + allowed + ": " + answer, allowed.contains(answer.status()));
    }

    private Answer send(String freshId) throws Exception {
        List<String> headers = new ArrayList<>();
        JsonNode given = c.request().path("headers");
        if (!given.has("Host")) headers.add("Host: localhost:" + host.port());
        given.properties()
                .forEach(header -> headers.add(header.getKey() + ": "
                        + header.getValue()
                                .asText()
                                .replace("$base", host.client().base())));
        String line = c.request().path("method").asText() + " "
                + c.request().path("path").asText();
        try (RawHttp http = RawHttp.to(host.port())) {
            byte[] body = c.body(freshId);
            if (body.length == 0 && !line.startsWith("GET")) headers.add("Content-Length: 0");
            return http.request(line, body, headers.toArray(String[]::new)).answer();
        }
    }
}
