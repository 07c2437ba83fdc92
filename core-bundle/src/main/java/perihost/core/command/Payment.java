package perihost.core.command;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import perihost.api.payment.OpenPayment;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentRequest;
import perihost.api.payment.PaymentTerminal;
import perihost.api.payment.StartedPayment;
import perihost.core.device.ManagedDevice.Ending;

/** Money to be taken. */
final class Payment extends Transaction {
    private final PaymentRequest request;

    Payment(PaymentRequest request, Place place) {
        super(request.commandId(), place);
        this.request = request;
    }

    @Override
    CompletionStage<StartedPayment> start(PaymentTerminal terminal) {
        return terminal.start(request, this);
    }

    @Override
    CompletionStage<PaymentOutcome> settle(PaymentTerminal terminal) {
        return terminal.settle(new OpenPayment(request, startedAt(), notes()), this);
    }

    @Override
    boolean staysOpen() {
        return true;
    }

    @Override
    Ending ending(PaymentOutcome how) {
        return PaymentNews.ending(device(), request, how);
    }

    @Override
    Map<String, String> lastWhileOpen() {
        return LastPayments.open(request);
    }

    @Override
    Map<String, String> last(PaymentOutcome how) {
        return LastPayments.fields(request, how);
    }

    @Override
    public String toString() {
        return "payment " + commandId();
    }
}
