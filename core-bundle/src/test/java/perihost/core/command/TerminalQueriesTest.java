package perihost.core.command;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.Test;
import perihost.api.command.Response;
import perihost.api.command.Response.Status;
import perihost.api.device.DeviceException;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.core.Bench;
import perihost.core.ScriptedTerminal;

/** What 1.1 clients may ask an idle terminal. */
public class TerminalQueriesTest extends OneAbleTerminal {
    private static final List<String> ALL = List.of(
            "payment_last_approval", "payment_card_uid_read", "payment_ic_card_check", "payment_screen_sound_setting");

    private Map<String, String> result(String id, String type, String... payload) {
        Response answer = bench.answer(id, type, payload);
        assertEquals(answer.toString(), Status.OK, answer.status());
        return answer.result();
    }

    @Test
    public void tellsTheLastApproval() {
        assertEquals(Map.of("deviceId", "t1", "state", "2", "found", "false"), result("q1", "payment_last_approval"));
        able.last = CompletableFuture.completedFuture(Optional.of(APPROVED.approval()));
        assertEquals(
                Map.of(
                        "deviceId", "t1",
                        "state", "2",
                        "found", "true",
                        "transactionId", "T1",
                        "amount", "10000",
                        "cardNumber", "123456******7890",
                        "approvalNumber", "00001234",
                        "salesDate", "20261121",
                        "salesTime", "120000",
                        "transactionMedium", "1"),
                result("q2", "payment_last_approval"));
    }

    @Test
    public void tellsTheChipNumberOfACard() {
        able.uid = CompletableFuture.completedFuture("04A1B2C3");
        assertEquals(Map.of("deviceId", "t1", "state", "2", "uid", "04A1B2C3"), result("q1", "payment_card_uid_read"));
        able.uid = CompletableFuture.failedFuture(
                new DeviceException(ErrorCode.PROCESSING_ERROR, "no card was shown in time"));
        Response none = bench.answer("q2", "payment_card_uid_read");
        assertEquals(ErrorCode.PROCESSING_ERROR, code(none));
        assertEquals("no card was shown in time", none.error().orElseThrow().message());
        assertEquals(DeviceState.READY, bench.device().state());
    }

    @Test
    public void tellsWhetherACardIsIn() {
        assertEquals(
                Map.of("deviceId", "t1", "state", "2", "inserted", "false"), result("q1", "payment_ic_card_check"));
        able.inserted = CompletableFuture.completedFuture(true);
        assertEquals("true", result("q2", "payment_ic_card_check").get("inserted"));
    }

    @Test
    public void setsWhatIsGivenAndTellsAll() {
        String type = "payment_screen_sound_setting";
        Map<String, String> before =
                Map.of("deviceId", "t1", "state", "2", "screenBrightness", "5", "voiceVolume", "5", "touchVolume", "");
        assertEquals(before, result("q1", type));
        Map<String, String> after =
                Map.of("deviceId", "t1", "state", "2", "screenBrightness", "0", "voiceVolume", "5", "touchVolume", "9");
        assertEquals(after, result("q2", type, "screenBrightness", "0", "touchVolume", "9"));
        for (String field : List.of("screenBrightness", "voiceVolume", "touchVolume"))
            for (String level : List.of("", "10", "-1", "x"))
                refusesField(field, bench.answer("q3", type, field, level));
        assertEquals(List.of("open", "settings", "settings"), able.calls);
    }

    @Test
    public void isUnknownToClientsOf10() {
        for (String type : ALL) {
            Response answer = answerTo10("q1", type);
            assertEquals(ErrorCode.COMMAND_REJECTED, code(answer));
            assertEquals(Map.of("type", type), answer.error().orElseThrow().details());
        }
        assertEquals(List.of("open"), able.calls);
    }

    @Test
    public void isAnsweredFromMemoryTheSecondTime() {
        Response first = bench.answer("q1", "payment_ic_card_check");
        able.inserted = CompletableFuture.completedFuture(true);
        assertEquals(first.asReplayed(), bench.answer("q1", "payment_ic_card_check"));
    }

    @Test
    public void isNotAskedWhileTheTerminalIsBusy() {
        CompletableFuture<String> uid = new CompletableFuture<>();
        able.uid = uid;
        CompletionStage<Response> reading = bench.ask("q0", "payment_card_uid_read");
        for (String type : ALL) assertEquals(ErrorCode.DEVICE_NOT_READY, code(bench.answer("q1", type)));
        assertEquals(ErrorCode.DEVICE_NOT_READY, code(pay("c1")));
        uid.complete("04A1B2C3");
        assertEquals(Status.OK, Bench.await(reading).status());
        pay("c1");
        for (String type : ALL) assertEquals(ErrorCode.DEVICE_NOT_READY, code(bench.answer("q1", type)));
        assertEquals(List.of("open", "readCardUid", "start c1"), able.calls);
    }

    @Test
    public void turnsATerminalHungThatDoesNotAnswer() {
        assertEquals(ErrorCode.PROCESSING_ERROR, code(bench.answer("q1", "payment_card_uid_read")));
        bench.awaitState(DeviceState.HUNG);
        bench.awaitState(DeviceState.READY);
        assertEquals("false", result("q2", "payment_ic_card_check").get("inserted"));
    }

    @Test
    public void saysSoWhereTheTerminalCannotDoIt() {
        ScriptedTerminal other = new ScriptedTerminal();
        bench.drivers.come("t2", other);
        bench.awaitState(DeviceState.READY);
        for (String type : ALL) {
            Response answer = bench.answer("q1", type, "deviceId", "t2");
            assertEquals(ErrorCode.PROCESSING_ERROR, code(answer));
            assertEquals(
                    "the terminal cannot do this", answer.error().orElseThrow().message());
        }
        nothingMoreIsTold();
    }
}
