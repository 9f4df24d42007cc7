package dev.loopkeeper.status;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.store.ObjectStore;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Everything that is shown of loops, ready to be sent: what an HTTP server or a function needs to answer a request to
 * look.
 *
 * <p>Reads only. Safe for use by several threads. Names come from requests: an unknown one is empty, a forbidden one
 * throws {@link dev.loopkeeper.edge.LoopException} of kind {@code POISON}.
 */
public final class StatusSite {
    private static final int PAGE = 100;
    private static final int MOST = 1_000;

    private final Loops loops;
    private final ModelRegistry registry;
    private final InstantSource clock;
    private final StatusReader reader;
    private final HistoryReader histories;
    private final DriftReader drift;

    /** {@code commits}: how far back a page looks; a cold look costs that many reads. 2,000 is plenty. */
    public StatusSite(Loops loops, ObjectStore store, ModelRegistry registry, InstantSource clock, int commits) {
        this.loops = loops;
        this.registry = registry;
        this.clock = clock;
        this.reader = new StatusReader(loops, store, clock);
        this.histories = new HistoryReader(loops.journal(), commits);
        this.drift = new DriftReader(store);
    }

    /**
     * {@code GET /status}: all loops, a hundred a page; {@code after} is the last name of the page before, empty for
     * the first.
     */
    public String overview(String after) {
        String query = "?limit=" + PAGE + (after.isEmpty() ? "" : "&after=" + Html.segment(after));
        return StatusPage.overview(reader.page(after, PAGE), query);
    }

    /** {@code GET /status.json}; {@code limit} is kept between 1 and 1,000. */
    public byte[] overviewJson(String after, int limit) {
        return Json.write(reader.page(after, Math.max(1, Math.min(MOST, limit))));
    }

    /**
     * {@code GET /models/{name}}; {@code base} is the address of the server as the reader sees it, for the commands on
     * the page.
     */
    public Optional<String> model(String name, String base) {
        return reader.model(name).map(status -> {
            // With a problem the journal may be one that cannot be read: the page says so instead of failing.
            Optional<LoopConfig> config = status.setup().problems().isEmpty() ? reader.config(name) : Optional.empty();
            DriftMap map = config.map(c -> drift.of(c, loops.state(name))).orElse(DriftMap.none());
            LoopHistory history = histories.of(name, status.setup().seq());
            return StatusPage.model(
                    new ModelView(status, config, history, registry.versions(name), map, clock.instant(), base));
        });
    }

    /** {@code GET /models/{name}/status.json}. */
    public Optional<byte[]> modelJson(String name) {
        return reader.model(name).map(Json::write);
    }
}
