package perihost.core.command;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import perihost.api.payment.OpenVoid;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentTerminal;
import perihost.api.payment.StartedPayment;
import perihost.api.payment.VoidRequest;
import perihost.core.device.ManagedDevice.Ending;

/** An approval to be undone. The terminal is free again though nobody knows whether it was: no charge hangs on it. */
final class ApprovalVoid extends Transaction {
    private final VoidRequest request;

    ApprovalVoid(VoidRequest request, Place place) {
        super(request.commandId(), place);
        this.request = request;
    }

    @Override
    CompletionStage<StartedPayment> start(PaymentTerminal terminal) {
        return terminal.voidApproval(request, this);
    }

    @Override
    CompletionStage<PaymentOutcome> settle(PaymentTerminal terminal) {
        return terminal.settleVoid(new OpenVoid(request, startedAt(), notes()), this);
    }

    @Override
    boolean staysOpen() {
        return false;
    }

    @Override
    Ending ending(PaymentOutcome how) {
        return PaymentNews.ending(device(), request, how);
    }

    @Override
    Map<String, String> lastWhileOpen() {
        return Map.of();
    }

    @Override
    Map<String, String> last(PaymentOutcome how) {
        return Map.of();
    }

    @Override
    public String toString() {
        return "void " + commandId();
    }
}
