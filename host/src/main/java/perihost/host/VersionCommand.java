package perihost.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Properties;
import org.apache.felix.framework.FrameworkFactory;

/** {@code version}: of host, framework and Java. */
final class VersionCommand {
    private final Installation installation;
    private final PrintStream out;

    VersionCommand(Installation installation, PrintStream out) {
        this.installation = installation;
        this.out = out;
    }

    int run() throws Refusal {
        out.println("perihost " + installation.version());
        out.println("felix " + framework());
        out.println("java " + System.getProperty("java.runtime.version") + " " + System.getProperty("java.vendor"));
        return Exit.OK;
    }

    private static String framework() throws Refusal {
        try (InputStream in = FrameworkFactory.class.getResourceAsStream("Felix.properties")) {
            if (in == null) throw new IOException("Felix.properties is missing");
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("felix.version", "of unknown version");
        } catch (IOException e) {
            throw new Refusal(Exit.FAILURE, "the installation is damaged: " + e.getMessage());
        }
    }
}
