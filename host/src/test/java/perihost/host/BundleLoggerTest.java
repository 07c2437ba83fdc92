package perihost.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.service.log.Logger;

public class BundleLoggerTest {
    private static final String NAME = "perihost.test.bundle";

    private final java.util.logging.Logger target = java.util.logging.Logger.getLogger(NAME);
    private final Logger logger = BundleLogger.on(org.slf4j.LoggerFactory.getLogger(NAME));
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            String thrown =
                    entry.getThrown() == null ? "" : " " + entry.getThrown().getMessage();
            lines.add(entry.getLevel() + " " + new SimpleFormatter().formatMessage(entry) + thrown);
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @Before
    public void listen() {
        target.setUseParentHandlers(false);
        target.setLevel(Level.INFO);
        target.addHandler(handler);
    }

    @After
    public void leave() {
        target.removeHandler(handler);
    }

    @Test
    public void passesEachKindOfMessageOn() {
        logger.info("a");
        logger.warn("b {}", 1);
        logger.error("c {} {}", 1, 2);
        logger.error("d {} {}", 1, 2, new IllegalStateException("why"));
        logger.audit("e");
        logger.debug("f");
        assertEquals(List.of("INFO a", "WARNING b 1", "SEVERE c 1 2", "SEVERE d 1 2 why", "INFO e"), lines);
    }

    @Test
    public void asksAConsumerOnlyWhereItIsHeard() {
        logger.debug(l -> l.error("unheard"));
        logger.info(l -> l.info("heard"));
        assertEquals(List.of("INFO heard"), lines);
        assertTrue(logger.isInfoEnabled());
        assertFalse(logger.isDebugEnabled());
        assertEquals(NAME, logger.getName());
    }
}
