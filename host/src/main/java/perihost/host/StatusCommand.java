package perihost.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** {@code status}: the devices of the running host. */
final class StatusCommand {
    private static final int PATIENCE_MS = 5000;

    private final Path home;
    private final PrintStream out;

    StatusCommand(Settings settings, PrintStream out) {
        this.home = settings.home();
        this.out = out;
    }

    /** @return 0 when every device is ready, else 1 */
    int run() throws Refusal {
        RunningHost host = RunningHost.on(home);
        URI uri = host.uri()
                .orElseThrow(() -> new Refusal(
                        Exit.FAILURE, "the host (process " + host.process().pid() + ") is still starting"));
        try {
            List<Device> devices = ask(uri.resolve("/healthz"));
            DeviceTable.of(devices).forEach(out::println);
            return devices.stream().allMatch(Device::ready) ? Exit.OK : Exit.FAILURE;
        } catch (IOException e) {
            throw new Refusal(Exit.FAILURE, "no answer from the host at " + uri + ": " + e.getMessage());
        }
    }

    private List<Device> ask(URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE_MS);
        connection.setReadTimeout(PATIENCE_MS);
        String token = token();
        if (!token.isEmpty()) connection.setRequestProperty("Authorization", "Bearer " + token);
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("HTTP " + connection.getResponseCode());
        }
        try (InputStream body = connection.getInputStream()) {
            return Health.read(body);
        }
    }

    private String token() throws IOException {
        try {
            return Files.readString(home.resolve("token")).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
