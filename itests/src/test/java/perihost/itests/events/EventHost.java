package perihost.itests.events;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.rules.ExternalResource;
import perihost.itests.harness.Answer;
import perihost.itests.harness.Client;
import perihost.itests.harness.EventClient;
import perihost.itests.harness.HostHome;
import perihost.itests.harness.RunningHost;

/** A host for a whole test class, with the default printer on its simulator: three events for each job. */
final class EventHost extends ExternalResource {
    static final int EVENTS_PER_JOB = 3;

    private final String name;
    private final String[] http;
    private RunningHost host;

    /** @param http lines of the configuration of HTTP; none: as shipped */
    EventHost(String name, String... http) {
        this.name = name;
        this.http = http;
    }

    @Override
    protected void before() throws Exception {
        HostHome home = HostHome.fresh(name);
        if (http.length > 0) home.configure("perihost.http.cfg", http);
        host = RunningHost.start(home);
        host.client().awaitState(HostHome.PRINTER, "2");
    }

    @Override
    protected void after() {
        host.close();
    }

    RunningHost host() {
        return host;
    }

    /** Prints jobs one after another, and says their ids; the last event of each has been sent then. */
    List<String> print(int jobs) throws Exception {
        List<String> ids = new ArrayList<>();
        try (EventClient events = EventClient.of(host)) {
            for (int i = 0; i < jobs; i++) {
                String id = Client.id();
                Answer answer = host.client().post(Client.print(id, new byte[] {27, 64, 10}));
                assertEquals(answer.text(), "OK", answer.outcome());
                events.until(e -> EventClient.isState(e, "2"));
                ids.add(id);
            }
        }
        return ids;
    }
}
