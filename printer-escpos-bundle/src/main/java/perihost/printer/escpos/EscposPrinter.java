package perihost.printer.escpos;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import perihost.api.device.DeviceContext;
import perihost.api.printer.PrintJob;
import perihost.api.printer.PrintOutcome;
import perihost.api.printer.Printer;
import perihost.api.printer.PrinterCapabilities;

/** The component: one receipt printer. What it does while it is open is its {@link PrinterSession}'s. */
@Component(
        service = Printer.class,
        configurationPid = "perihost.printer.escpos",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = EscposConfig.class, factory = true)
public final class EscposPrinter implements Printer {
    private static final PrinterCapabilities CAPABILITIES =
            new PrinterCapabilities(false, false, false, Map.of("language", "escpos"));

    private final EscposSettings settings;
    private final DoubleSupplier chance;
    private final LongSupplier nanoTime;
    private Optional<PrinterSession> session = Optional.empty(); // owner thread

    /** Called by Declarative Services. */
    @Activate
    public EscposPrinter(EscposConfig config) {
        this(EscposSettings.from(config), () -> ThreadLocalRandom.current().nextDouble(), System::nanoTime);
    }

    /**
     * @param chance   gives numbers from 0 to 1 that spread the retries
     * @param nanoTime as {@link System#nanoTime}
     */
    EscposPrinter(EscposSettings settings, DoubleSupplier chance, LongSupplier nanoTime) {
        this.settings = settings;
        this.chance = chance;
        this.nanoTime = nanoTime;
    }

    @Override
    public void open(DeviceContext context) {
        PrinterSession opened = new PrinterSession(settings, context, new Backoff(chance), nanoTime);
        session = Optional.of(opened);
        opened.start();
    }

    @Override
    public void close() {
        session.ifPresent(PrinterSession::close);
        session = Optional.empty();
    }

    @Override
    public CompletionStage<PrintOutcome> print(PrintJob job) {
        return session.orElseThrow().print(job);
    }

    @Override
    public CompletionStage<Void> reset() {
        return session.orElseThrow().reset();
    }

    @Override
    public PrinterCapabilities capabilities() {
        return CAPABILITIES;
    }
}
