package perihost.itests.payment;

import org.junit.ClassRule;

/** The flows over a pair of pseudo terminals, through the serial library. */
public class PtyFlowsIT extends TerminalFlows {
    private static final TerminalWiring WIRING = new PtyWiring();

    @ClassRule
    public static final PaymentHost HOST = new PaymentHost("pty-flows", WIRING, 3);

    @Override
    PaymentHost payments() {
        return HOST;
    }

    @Override
    TerminalWiring wiring() {
        return WIRING;
    }
}
