package perihost.payment.smartro;

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
import perihost.api.payment.Approval;
import perihost.api.payment.OpenPayment;
import perihost.api.payment.OpenVoid;
import perihost.api.payment.PaymentJournal;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentRequest;
import perihost.api.payment.PaymentTerminal;
import perihost.api.payment.StartedPayment;
import perihost.api.payment.TerminalSettings;
import perihost.api.payment.VoidRequest;
import perihost.payment.smartro.session.Session;

/** The component: one terminal. What it does while it is open is its {@link Connection}'s. */
@Component(
        service = PaymentTerminal.class,
        configurationPid = "perihost.payment.smartro",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SmartroConfig.class, factory = true)
public final class SmartroTerminal implements PaymentTerminal {
    private final SmartroSettings settings;
    private final DoubleSupplier chance;
    private final LongSupplier nanoTime;
    private Optional<Connection> connection = Optional.empty(); // owner thread

    /** Called by Declarative Services. */
    @Activate
    public SmartroTerminal(SmartroConfig config) {
        this(SmartroSettings.from(config), () -> ThreadLocalRandom.current().nextDouble(), System::nanoTime);
    }

    /**
     * @param chance   gives numbers from 0 to 1 that spread the retries
     * @param nanoTime as {@link System#nanoTime}
     */
    SmartroTerminal(SmartroSettings settings, DoubleSupplier chance, LongSupplier nanoTime) {
        this.settings = settings;
        this.chance = chance;
        this.nanoTime = nanoTime;
    }

    @Override
    public void open(DeviceContext context) {
        Connection opened = new Connection(settings, context, chance, nanoTime);
        connection = Optional.of(opened);
        opened.start();
    }

    @Override
    public void close() {
        connection.ifPresent(Connection::close);
        connection = Optional.empty();
    }

    @Override
    public CompletionStage<StartedPayment> start(PaymentRequest request, PaymentJournal journal) {
        return opened().ask((session, now) -> session.start(request, journal, now));
    }

    @Override
    public CompletionStage<Void> cancel() {
        return opened().ask(Session::cancel);
    }

    @Override
    public CompletionStage<Void> reset() {
        return opened().ask(Session::reset);
    }

    @Override
    public CompletionStage<Void> check() {
        return opened().ask(Session::check);
    }

    @Override
    public CompletionStage<PaymentOutcome> settle(OpenPayment payment, PaymentJournal journal) {
        return opened().ask((session, now) -> session.settle(payment, journal, now));
    }

    @Override
    public CompletionStage<StartedPayment> voidApproval(VoidRequest request, PaymentJournal journal) {
        return opened().ask((session, now) -> session.undo(request, journal, now));
    }

    @Override
    public CompletionStage<PaymentOutcome> settleVoid(OpenVoid open, PaymentJournal journal) {
        return opened().ask((session, now) -> session.settle(open, journal, now));
    }

    @Override
    public CompletionStage<Optional<Approval>> lastApproval() {
        return opened().ask(Session::lastApproval);
    }

    @Override
    public CompletionStage<String> readCardUid() {
        return opened().ask(Session::readCardUid);
    }

    @Override
    public CompletionStage<Boolean> hasIcCard() {
        return opened().ask(Session::hasIcCard);
    }

    @Override
    public CompletionStage<TerminalSettings> settings(TerminalSettings wanted) {
        return opened().ask((session, now) -> session.settings(wanted, now));
    }

    private Connection opened() {
        return connection.orElseThrow();
    }
}
