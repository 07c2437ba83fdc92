package perihost.core.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import perihost.core.journal.Entry.Kind;

/** What was not forced is lost, in part or whole and in any order; what was acknowledged is not. */
public class PowerCutTest {
    private static final int CUTS = 200;
    private static final Limits LIMITS = new Limits(16 << 10, 8 << 20, 4096, 8 << 20);
    private static final Retention RETENTION = Retention.byType(Map.of("passing", Duration.ZERO), Duration.ofHours(24));

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void findsEachAcknowledgedEntryWhateverTheDiskHadNotForced() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path dir = folder.getRoot().toPath().resolve("journal");
        List<String> acknowledged = new ArrayList<>();
        for (int cut = 0; cut < CUTS; cut++) {
            String where = "seed " + seed + ", cut " + cut;
            LosingDisk disk = new LosingDisk(random, 1 + random.nextInt(16));
            try (Journal journal = Journal.open(dir, RETENTION, Journals.CLOCK, LIMITS, disk)) {
                List<String> found =
                        journal.recovered().stream().map(Entry::commandId).toList();
                assertEquals(where + ": once", found.stream().distinct().toList(), found);
                List<String> known =
                        found.stream().filter(acknowledged::contains).toList();
                assertEquals(where + ": in order", acknowledged, known);
                acknowledged.addAll(appendGroups(journal, cut, random));
            }
            disk.loseTheRest();
        }
        assertTrue("acknowledged: " + acknowledged.size(), acknowledged.size() > CUTS);
    }

    /** Appends until the power is gone; the ids that were acknowledged and are to be kept. */
    private static List<String> appendGroups(Journal journal, int cut, Random random) {
        List<String> acknowledged = new ArrayList<>();
        for (int group = 0; group < 16; group++) {
            Map<String, CompletableFuture<Boolean>> stages = new LinkedHashMap<>();
            for (int i = 0; i < 6; i++) {
                String id = cut + "-" + group + "-" + i;
                String type = i == 0 ? "kept" : "passing";
                Entry entry = Journals.entry(Kind.NOTE, id, "type", type, "x", "x".repeat(random.nextInt(900)));
                var stage =
                        journal.append(entry).handle((done, why) -> why == null).toCompletableFuture();
                if (i == 0) stages.put(id, stage);
                else stages.put(id, stage.thenApply(durable -> false));
            }
            stages.forEach((id, kept) -> {
                if (kept.join()) acknowledged.add(id);
            });
        }
        return acknowledged;
    }
}
