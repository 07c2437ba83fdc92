package perihost.itests.payment;

import org.junit.ClassRule;

/** The flows over the network. */
public class TcpFlowsIT extends TerminalFlows {
    private static final TerminalWiring WIRING = new TcpWiring();

    @ClassRule
    public static final PaymentHost HOST = new PaymentHost("tcp-flows", WIRING, 3);

    @Override
    PaymentHost payments() {
        return HOST;
    }

    @Override
    TerminalWiring wiring() {
        return WIRING;
    }
}
