package perihost.devices;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prints jobs through one host, and checks what comes out of the device and what the host tells. */
final class Printing {
    private static final Duration JOB = DeviceChecks.inGuest(Duration.ofSeconds(10));

    private final Host host;
    private final Report report;
    private final List<String> jobs = new ArrayList<>();

    Printing(Host host, Report report) {
        this.host = host;
        this.report = report;
    }

    /** Prints a job that must succeed. */
    void succeeds(String jobId, byte[] job, Receiver device) throws Exception {
        jobs.add(jobId);
        String answer = host.print(jobId, job);
        report.that(jobId + " is accepted", Events.field(answer, "status").equals("OK"), answer);
        byte[] came = device.await(job.length, JOB);
        boolean same = Arrays.equals(job, came);
        report.that(jobId + " puts exactly its bytes out of the device", same, difference(job, came));
        String end = host.events().awaitCompletion(jobId, JOB);
        report.that(jobId + " ends with success", Events.field(end, "success").equals("true"), told(end));
        String state = host.awaitState(Host.READY, JOB);
        report.that("the printer is READY after " + jobId, Host.READY.contains(state), state);
    }

    /** Starts a job that will not come to its end. */
    void starts(String jobId, byte[] job) throws Exception {
        jobs.add(jobId);
        String answer = host.print(jobId, job);
        report.that(jobId + " is accepted", Events.field(answer, "status").equals("OK"), answer);
    }

    void fails(String jobId) throws Exception {
        String end = host.events().awaitCompletion(jobId, JOB);
        report.that(jobId + " ends without success", Events.field(end, "success").equals("false"), told(end));
        report.measured("the host said", Events.field(end, "errorMessage"));
    }

    void isRefused(String jobId) throws Exception {
        String answer = host.print(jobId, Jobs.bytes(16, 0));
        boolean refused = Events.field(answer, "status").equals("FAILED")
                && Events.field(answer, "code").equals("DEVICE_NOT_READY");
        report.that(jobId + " without a cable is DEVICE_NOT_READY", refused, answer);
        report.that(jobId + " has no end", host.events().completions(jobId).isEmpty(), "an event");
    }

    /** To be called last: by then a second event of an early job would have come. */
    void endedOnceEach() {
        for (String jobId : jobs) {
            List<String> ends = host.events().completions(jobId);
            report.that("one printer_job_complete for " + jobId, ends.size() == 1, ends);
        }
    }

    private static String told(String end) {
        return end.isEmpty() ? "no event" : end;
    }

    private static String difference(byte[] job, byte[] came) {
        return came.length + " of " + job.length + " bytes, first difference at " + Arrays.mismatch(job, came);
    }
}
