package perihost.core.config;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import perihost.api.line.LineException;
import perihost.core.device.Lines;

/**
 * Checks a file against the Metatype description of the bundle that it configures: no unknown key, each value of its
 * type, within its range, among its options; and a key named {@code line} against the kinds of lines that there are.
 */
final class ConfigCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigCheck.class);
    private static final String LINE = "line";

    private final BundleContext context;
    private final MetaTypeService metatype;
    private final Lines lines;

    ConfigCheck(BundleContext context, MetaTypeService metatype, Lines lines) {
        this.context = context;
        this.metatype = metatype;
        this.lines = lines;
    }

    /**
     * @param allHere whether a kind of line that nobody brings is wrong: not while bundles are still to come
     * @throws BadConfig naming file and key
     */
    void check(ConfigFile file, boolean allHere) throws BadConfig {
        if (file.pid().equals(LogLevels.PID)) {
            LogLevels.check(file);
            return;
        }
        Optional<ObjectClassDefinition> description =
                description(file.pid(), file.id().isPresent());
        if (description.isEmpty()) LOG.warn("{}: no bundle says that it is configured by it", file.path());
        else checkKeys(file, description.get());
        checkLine(file, allHere);
    }

    private Optional<ObjectClassDefinition> description(String pid, boolean factory) {
        for (Bundle bundle : context.getBundles()) {
            MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
            if (information == null) continue;
            String[] pids = factory ? information.getFactoryPids() : information.getPids();
            if (pids != null && Arrays.asList(pids).contains(pid))
                return Optional.ofNullable(information.getObjectClassDefinition(pid, null));
        }
        return Optional.empty();
    }

    private static void checkKeys(ConfigFile file, ObjectClassDefinition description) throws BadConfig {
        Map<String, AttributeDefinition> known = new HashMap<>();
        AttributeDefinition[] keys = description.getAttributeDefinitions(ObjectClassDefinition.ALL); // null: none
        for (AttributeDefinition key : keys == null ? new AttributeDefinition[0] : keys) known.put(key.getID(), key);
        for (Map.Entry<String, String> e : file.values().entrySet()) {
            AttributeDefinition key = known.get(e.getKey());
            if (key == null) throw new BadConfig(file.path(), e.getKey(), "is not a key of " + file.pid());
            String wrong = key.validate(e.getValue());
            if (wrong != null && !wrong.isEmpty())
                throw new BadConfig(file.path(), e.getKey(), "'" + e.getValue() + "' is not allowed: " + wrong);
        }
    }

    private void checkLine(ConfigFile file, boolean allHere) throws BadConfig {
        String line = file.values().get(LINE);
        if (line == null) return;
        try {
            lines.check(line);
        } catch (LineException e) {
            if (allHere || e.kind() != LineException.Kind.UNAVAILABLE)
                throw new BadConfig(file.path(), LINE, e.getMessage());
            LOG.warn("{}: {}: {} yet", file.path(), LINE, e.getMessage());
        }
    }
}
