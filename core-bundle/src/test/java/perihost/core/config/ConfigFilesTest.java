package perihost.core.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.slf4j.LoggerFactory;
import perihost.api.device.DeviceType;
import perihost.api.line.Line;
import perihost.api.line.LineProvider;
import perihost.api.line.LineUri;
import perihost.core.Container;
import perihost.core.device.DeviceRegistry.Configured;
import perihost.core.device.Lines;

/** Which files become configurations, and which are told to be wrong. */
public class ConfigFilesTest {
    private static final String PRINTER = "perihost.printer.escpos-p1.cfg";
    private static final String ACME = "acme.payment.till-t1.cfg";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Container container = new Container();
    private final Configurations configurations = new Configurations();
    private final Map<String, LineProvider> lines = new HashMap<>();
    private final Map<String, Supplier<AttributeDefinition[]>> described = new HashMap<>();
    private Map<String, Configured> devices = Map.of();
    private Path home;
    private ConfigFiles files;
    private Logged log;

    /** A kind of line that takes any URI whose target is not {@code bad}. */
    private record AnyLine() implements LineProvider {
        @Override
        public void check(LineUri uri) throws perihost.api.line.LineException {
            if (uri.target().equals("bad"))
                throw new perihost.api.line.LineException(
                        perihost.api.line.LineException.Kind.BAD_URI, "bad is no target");
        }

        @Override
        public boolean keptOpen(LineUri uri) {
            return false;
        }

        @Override
        public Line open(LineUri uri, Duration within) {
            throw new UnsupportedOperationException();
        }
    }

    @Before
    public void makeFolders() throws IOException {
        log = new Logged();
        Path distribution = folder.newFolder("distribution").toPath();
        home = folder.newFolder("home").toPath();
        lines.put("tcp", new AnyLine());
        container.bundles = List.of(Container.proxy(Bundle.class, (method, given) -> null));
        MetaTypeService metatype =
                bundle -> Container.proxy(MetaTypeInformation.class, (method, given) -> switch (method) {
                    case "getFactoryPids" -> described.keySet().toArray(String[]::new);
                    case "getObjectClassDefinition" -> description(described.get(given[0]));
                    default -> null;
                });
        files = new ConfigFiles(
                List.of(distribution, home),
                container.context(),
                configurations.admin(),
                metatype,
                new Lines(scheme -> Optional.ofNullable(lines.get(scheme))),
                now -> devices = now);
    }

    @After
    public void closeLog() {
        log.close();
    }

    private static ObjectClassDefinition description(Supplier<AttributeDefinition[]> keys) {
        return Container.proxy(ObjectClassDefinition.class, (method, given) -> keys.get());
    }

    private Path write(String name, String... text) throws IOException {
        return Files.write(home.resolve(name), List.of(text));
    }

    private Set<String> configured() {
        return configurations.all.keySet();
    }

    @Test
    public void keepsAllWhileAFolderCannotBeListed() throws IOException {
        write(PRINTER, "line = tcp:somewhere");
        assertEquals(List.of(), files.load());
        Path aside = folder.getRoot().toPath().resolve("aside");
        Files.move(home, aside);
        Files.createFile(home); // nobody can list it, root included
        assertFalse(files.reload());
        assertFalse(files.reload());
        assertEquals(Set.of("perihost.printer.escpos~p1"), configured());
        assertEquals(Set.of("p1"), devices.keySet());
        assertEquals(
                log.lines(Level.SEVERE).toString(), 1, log.lines(Level.SEVERE).size());
        Files.delete(home);
        assertTrue("a folder that is missing has no files", files.reload());
        assertEquals(Set.of(), configured());
        assertEquals(Set.of(), devices.keySet());
        Files.move(aside, home);
        assertTrue(files.reload());
        assertEquals(Set.of("p1"), devices.keySet());
    }

    @Test
    public void refusesToBeginWithAFolderThatCannotBeListed() throws IOException {
        configurations.admin().getFactoryConfiguration("perihost.printer.escpos", "p1", "?");
        Files.delete(home);
        Files.createFile(home);
        List<String> wrong = files.load();
        assertEquals(1, wrong.size());
        assertTrue(wrong.get(0), wrong.get(0).startsWith(home + ": cannot be read: "));
        assertEquals("nothing is dropped", Set.of("perihost.printer.escpos~p1"), configured());
    }

    @Test
    public void aDescriptionThatThrowsSpoilsItsOwnFilesAlone() throws IOException {
        described.put("acme.payment.till", () -> {
            throw new IllegalArgumentException("a vendor's fault");
        });
        write(ACME, "speed = 9");
        write(PRINTER, "line = tcp:somewhere");
        assertEquals("no fault of the file", List.of(), files.load());
        assertEquals(Set.of("perihost.printer.escpos~p1"), configured());
        assertEquals(
                log.lines(Level.SEVERE).toString(), 1, log.lines(Level.SEVERE).size());
        assertTrue(log.lines(Level.SEVERE).get(0).startsWith(home.resolve(ACME).toString()));
        write(PRINTER, "line = tcp:elsewhere");
        files.reload();
        assertEquals(
                "tcp:elsewhere",
                configurations.all.get("perihost.printer.escpos~p1").get("line"));
        assertEquals(1, log.lines(Level.SEVERE).size());
    }

    @Test
    public void aDescriptionWithoutKeysKnowsNone() throws IOException {
        described.put("acme.payment.till", () -> null);
        write(ACME, "speed = 9");
        assertEquals(List.of(home.resolve(ACME) + ": speed: is not a key of acme.payment.till"), files.load());
        write(ACME);
        files.reload();
        assertEquals(Set.of("acme.payment.till~t1"), configured());
    }

    @Test
    public void theFirstFileByNameHasTheDevice() throws IOException {
        Path second = write("perihost.printer.escpos-x.cfg", "name = the second");
        files.load();
        Path first = write("acme.payment.till-x.cfg", "name = the first");
        files.reload();
        assertEquals(Set.of("acme.payment.till~x"), configured());
        assertEquals(Map.of("x", new Configured(DeviceType.PAYMENT, Optional.of("the first"))), devices);
        assertEquals(
                List.of(second + ": device x is configured by " + first + " already; not used"),
                log.lines(Level.SEVERE));
        Files.delete(first);
        files.reload();
        assertEquals(Set.of("perihost.printer.escpos~x"), configured());
        assertEquals(Map.of("x", new Configured(DeviceType.PRINTER, Optional.of("the second"))), devices);
    }

    @Test
    public void aFileThatIsNotUsedHasNoDevice() throws IOException {
        Path wrong = write("acme.payment.till-x.cfg", "line = nothing");
        write("perihost.printer.escpos-x.cfg");
        assertEquals(1, files.load().size());
        assertTrue(files.load().get(0).startsWith(wrong.toString()));
        assertEquals(Set.of("perihost.printer.escpos~x"), configured());
    }

    @Test
    public void takesALineThatNobodyBringsYetAtTheStartOnly() throws IOException {
        write(ACME, "line = acme:till");
        assertEquals(List.of(), files.load());
        assertEquals("acme:till", configurations.all.get("acme.payment.till~t1").get("line"));
        assertEquals(
                1,
                log.lines(Level.WARNING).stream()
                        .filter(w -> w.contains("acme:"))
                        .count());
        write(ACME, "line = acne:till");
        files.reload();
        assertEquals("acme:till", configurations.all.get("acme.payment.till~t1").get("line"));
        assertEquals(1, log.lines(Level.SEVERE).size());
        lines.put("acne", new AnyLine());
        files.reload();
        assertEquals("acne:till", configurations.all.get("acme.payment.till~t1").get("line"));
    }

    @Test
    public void refusesAWrongLineOfAKnownKindAtTheStart() throws IOException {
        write(ACME, "line = tcp:bad");
        assertEquals(List.of(home.resolve(ACME) + ": line: bad is no target"), files.load());
        assertEquals(Set.of(), configured());
    }

    @Test
    public void aNameThatIsTakenOutIsNone() throws IOException {
        write(PRINTER, "name = Kitchen");
        files.load();
        assertEquals(Optional.of("Kitchen"), devices.get("p1").name());
        write(PRINTER, "name =");
        files.reload();
        assertEquals(Optional.empty(), devices.get("p1").name());
    }

    @Test
    public void logLevelsTakeEffectAndGoBack() throws IOException {
        Logger quiet = Logger.getLogger("quiet.platform");
        quiet.setLevel(Level.WARNING); // as the launcher does
        org.slf4j.Logger ours = LoggerFactory.getLogger("perihost.some.part");
        org.slf4j.Logger platform = LoggerFactory.getLogger("quiet.platform.part");
        files.load();
        sayAll(ours, platform, "before");
        write("perihost.log.cfg", "perihost.some = TRACE", "quiet.platform = DEBUG");
        files.reload();
        sayAll(ours, platform, "set");
        write("perihost.log.cfg", "perihost.some = ERROR");
        files.reload();
        sayAll(ours, platform, "changed");
        Files.delete(home.resolve("perihost.log.cfg"));
        files.reload();
        sayAll(ours, platform, "gone");
        assertEquals(List.of("ours set"), said("FINEST"));
        assertEquals(List.of("ours set", "platform set"), said("FINE"));
        assertEquals(List.of("ours before", "ours set", "platform set", "ours gone"), said("INFO"));
    }

    private static void sayAll(org.slf4j.Logger ours, org.slf4j.Logger platform, String when) {
        Map.of("ours", ours, "platform", platform).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> {
                    e.getValue().trace("{} {}", e.getKey(), when);
                    e.getValue().debug("{} {}", e.getKey(), when);
                    e.getValue().info("{} {}", e.getKey(), when);
                });
    }

    private List<String> said(String level) {
        return log.lines(Level.parse(level)).stream()
                .filter(line -> line.startsWith("ours ") || line.startsWith("platform "))
                .toList();
    }
}
