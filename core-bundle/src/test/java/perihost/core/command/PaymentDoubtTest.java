package perihost.core.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.Test;
import perihost.api.command.Response.Status;
import perihost.api.device.Condition;
import perihost.api.device.DeviceContext;
import perihost.api.device.DeviceState;
import perihost.api.device.ErrorCode;
import perihost.api.line.Line;
import perihost.api.payment.OpenPayment;
import perihost.api.payment.PaymentJournal;
import perihost.api.payment.PaymentOutcome;
import perihost.api.payment.PaymentOutcome.Declined;
import perihost.api.payment.PaymentOutcome.Failed;
import perihost.api.payment.PaymentOutcome.Unsettled;
import perihost.core.Bench;
import perihost.core.FedLine;
import perihost.core.ScriptedTerminal;
import perihost.core.journal.Entry;
import perihost.core.journal.Journal;

/** Payments whose terminal's driver fails in the middle: settled, told once, never guessed (C4). */
public class PaymentDoubtTest extends OneTerminal {
    private final LinkedBlockingQueue<FedLine> lines = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<CompletableFuture<PaymentOutcome>> asks = new LinkedBlockingQueue<>();

    @Override
    ScriptedTerminal terminal() {
        return new ScriptedTerminal() {
            @Override
            public void open(DeviceContext given) throws Exception {
                super.open(given);
                Line line = given.open("fed:", Duration.ofSeconds(1));
                given.listen(line, () -> line.read(ByteBuffer.allocate(1), Duration.ZERO));
            }

            @Override
            public CompletionStage<PaymentOutcome> settle(OpenPayment payment, PaymentJournal given) {
                CompletableFuture<PaymentOutcome> ask = new CompletableFuture<>();
                super.settle(payment, given);
                asks.add(ask);
                return ask;
            }
        };
    }

    @Override
    Bench bench() throws IOException {
        Bench bench = super.bench();
        bench.lines.put("fed", FedLine.provider(lines));
        return bench;
    }

    @Test
    public void settlesAPaymentWhoseDriverWasOpenedAnewAfterAFault() {
        pay("c1");
        terminal.fault();
        settlesOnce();
    }

    @Test
    public void settlesAPaymentWhoseDriverWasOpenedAnewAfterTheLossOfItsLine() {
        pay("c1");
        lines.remove().lose();
        settlesOnce();
    }

    private void settlesOnce() {
        CompletableFuture<PaymentOutcome> ask = Bench.take(asks);
        assertEquals(List.of("open", "start c1", "close", "open", "settle c1"), terminal.calls);
        assertEquals(ErrorCode.DEVICE_NOT_READY, pay("c2").error().orElseThrow().code());
        CompletableFuture<PaymentOutcome> first = terminal.outcome;
        terminal.outcome = new CompletableFuture<>();
        first.complete(APPROVED); // late: the payment is settled by now in another way
        ask.complete(APPROVED);
        assertEquals(List.of("payment_complete c1"), bench.outcomesUntilReady());
        assertTrue(pay("c1").replayed());
        pay("c2");
        bench.awaitState(DeviceState.PROCESSING);
        terminal.outcome.complete(new Declined("no"));
        assertEquals(List.of("payment_failed c2"), bench.outcomesUntilReady());
        assertEquals(0, asks.size());
    }

    @Test
    public void tellsOneOutcomeHoweverOftenItAsked() {
        pay("c1");
        terminal.fault();
        CompletableFuture<PaymentOutcome> first = Bench.take(asks);
        terminal.fault();
        CompletableFuture<PaymentOutcome> second = Bench.take(asks);
        first.complete(APPROVED);
        second.complete(APPROVED);
        assertEquals(List.of("payment_complete c1"), bench.outcomesUntilReady());
        terminal.outcome = new CompletableFuture<>();
        pay("c2");
        bench.awaitState(DeviceState.PROCESSING);
        terminal.outcome.complete(new Declined("no"));
        assertEquals(List.of("payment_failed c2"), bench.outcomesUntilReady());
    }

    @Test
    public void settlesTwoOpenPaymentsOnceEachOldestFirst() throws IOException {
        pay("c1");
        bench.close();
        alsoOpen("c2");
        open();
        CompletableFuture<PaymentOutcome> early = Bench.take(asks);
        terminal.fault();
        CompletableFuture<PaymentOutcome> oldest = Bench.take(asks);
        early.complete(APPROVED);
        oldest.complete(APPROVED);
        CompletableFuture<PaymentOutcome> other = Bench.take(asks);
        assertEquals(
                List.of("c1", "c1", "c2"),
                terminal.asked.stream().map(o -> o.request().commandId()).toList());
        assertEquals(DeviceState.ERROR, bench.device().state());
        assertEquals("payment c2 is open", bench.device().lastError());
        other.complete(new Failed("nothing was approved"));
        assertEquals(List.of("payment_complete c1", "payment_failed c2"), bench.outcomesUntilReady());
        assertEquals(0, asks.size());
        assertEquals(Optional.empty(), bench.leftover());
    }

    /** As if the host had died over a second payment too. */
    private void alsoOpen(String commandId) throws IOException {
        Path path = folder.getRoot().toPath();
        try (Journal journal = Journal.open(path, Contract.retention(), bench.clock, Contract.limits())) {
            Entry first = journal.recovered().get(0);
            Bench.await(journal.append(new Entry(first.kind(), commandId, first.timestampMs() + 1, first.fields())));
        }
    }

    @Test
    public void namesTheOpenPaymentHoweverTheDeviceIs() {
        pay("c1");
        terminal.outcome.complete(new Unsettled("the line was lost"));
        CompletableFuture<PaymentOutcome> ask = Bench.take(asks);
        for (Condition now : List.of(
                Condition.hung("no answer"),
                Condition.ready(),
                Condition.disconnected("the plug was pulled"),
                Condition.error("the card reader is faulty"))) {
            terminal.context.report(now);
            DeviceState shown = now.state() == DeviceState.READY ? DeviceState.ERROR : now.state();
            bench.awaitState(shown);
            assertEquals(shown, bench.device().state());
            assertEquals("payment c1 is open", bench.device().lastError());
        }
        terminal.context.report(Condition.ready());
        ask.complete(APPROVED);
        assertEquals(List.of("payment_complete c1"), bench.outcomesUntilReady());
        assertEquals("", bench.device().lastError());
    }

    @Test
    public void settlesAPaymentWhoseStartNeverCameBack() {
        terminal.taking = () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new CompletableFuture<>();
        };
        assertEquals("it may have been taken", Status.OK, pay("c1").status());
        bench.awaitState(DeviceState.HUNG);
        Bench.take(asks).complete(APPROVED);
        assertEquals(List.of("payment_complete c1"), bench.outcomesUntilReady());
    }

    @Test
    public void settlesAPaymentWhoseOutcomeWasNothing() {
        pay("c1");
        terminal.outcome.complete(null);
        settlesAfterNothing();
    }

    @Test
    public void settlesAPaymentWhoseStartGaveNothing() {
        terminal.taking = () -> CompletableFuture.completedFuture(null);
        assertEquals(Status.OK, pay("c1").status());
        settlesAfterNothing();
    }

    private void settlesAfterNothing() {
        Bench.take(asks).complete(null); // nothing again: no outcome either
        Bench.take(asks).complete(APPROVED);
        assertEquals(List.of("payment_complete c1"), bench.outcomesUntilReady());
    }
}
