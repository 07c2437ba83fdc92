package perihost.itests.contract;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;
import perihost.itests.harness.Built;

/** Tells when the project's copy of the cases is behind the original. */
public class ContractCasesCopyTest {
    private static final int KNOWN = 98;

    /** The original lies beside the project; where it does not, there is nothing to be behind of. */
    @Test
    public void isWhatTheOriginalIs() throws Exception {
        Path original = Built.root().resolve("../shared/vectors").resolve(ContractCase.FILE);
        byte[] expected = Files.exists(original) ? Files.readAllBytes(original) : ContractCase.file();
        assertArrayEquals("copy " + original + " anew", expected, ContractCase.file());
    }

    @Test
    public void holdsEveryCase() {
        assertEquals(KNOWN, ContractCase.all().size());
        assertEquals(
                KNOWN,
                ContractCase.all().stream().map(ContractCase::name).distinct().count());
    }
}
