package perihost.itests.payment;

import org.junit.ClassRule;

/** The flows with the virtual terminal inside the host, at its own pace. */
public class SimFlowsIT extends PaymentFlows {
    @ClassRule
    public static final PaymentHost HOST = new PaymentHost("sim-flows", home -> "sim:smartro", 12);

    @Override
    PaymentHost payments() {
        return HOST;
    }
}
