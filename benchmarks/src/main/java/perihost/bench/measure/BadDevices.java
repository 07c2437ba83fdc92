package perihost.bench.measure;

import java.io.IOException;
import java.util.List;
import perihost.bench.load.Connection;
import perihost.bench.load.Request;
import perihost.bench.load.WrongAnswer;
import perihost.bench.server.Subject.Scripted;

/** The devices of bad drivers, and one that tells them when to be bad. */
record BadDevices(Connection connection, int port) {
    private static final Scripted SWITCH = Scripted.camera("bench_switch");
    private static final Scripted STUCK = new Scripted("stuck", "bench_stuck");
    private static final Scripted BABBLER = new Scripted("babbler", "bench_babbler");
    private static final String READY = "2";
    private static final String HUNG = "5";
    private static final int LOOKS = 30_000;

    static final List<Scripted> ALL = List.of(SWITCH, STUCK, BABBLER);

    /** What they do, in the order of their drivers' own list. */
    enum Way {
        ALONE,
        STUCK,
        SPINNING,
        BABBLING
    }

    /** From now on they do this; back when the host shows it. */
    void begin(Way way) throws IOException, InterruptedException {
        String quality = Integer.toString(way.ordinal() + 1);
        String settings = "{\"deviceId\":\"" + SWITCH.id() + "\",\"quality\":\"" + quality + "\"}";
        Request set = Request.command(port, "camera_set_settings", settings);
        connection.exchange(set.number(0));
        connection.expectOk(set);
        if (way == Way.STUCK) {
            Request ask = Request.command(port, "printer_get_capabilities", named(STUCK.id()));
            connection.exchange(ask.number(0)); // fails after some seconds, and leaves the driver stuck
        }
        await(STUCK, way == Way.STUCK ? HUNG : READY);
        if (way != Way.BABBLING) await(BABBLER, READY);
    }

    private void await(Scripted device, String state) throws IOException, InterruptedException {
        Request status = Request.command(port, "printer_status_check", named(device.id()));
        for (int i = 0; i < LOOKS; i++) {
            connection.exchange(status.number(i));
            connection.expectOk(status);
            if (connection.body().contains("\"state\":\"" + state + "\"")) return;
            Thread.sleep(1);
        }
        throw new WrongAnswer(device + " does not get to state " + state);
    }

    static String named(String device) {
        return "{\"deviceId\":\"" + device + "\"}";
    }
}
