package dev.loopkeeper.status;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.BatchProfile;
import dev.loopkeeper.data.BatchRecord;
import dev.loopkeeper.data.Drift;
import dev.loopkeeper.data.DriftReport;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.loop.steps.References;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares the newest batches with the champion's reference profile; each batch once for each champion. */
public final class DriftReader {
    private static final int BATCHES = 40;
    private static final int COLUMNS = 15;
    private static final int CACHED = 4_000;

    private final ObjectStore store;
    private final NewestBatches newest;
    private final Map<String, Map<String, DriftMap.Cell>> compared = new ConcurrentHashMap<>();

    public DriftReader(ObjectStore store) {
        this.store = store;
        this.newest = new NewestBatches(store);
    }

    /** The map of a model; empty while there is no champion with a reference profile, or nothing to compare. */
    public DriftMap of(LoopConfig config, LoopState state) {
        Optional<ServingVersion> champion =
                state.serving().champion().filter(v -> !v.runId().isEmpty());
        if (champion.isEmpty()) {
            return DriftMap.none();
        }
        List<DriftMap.Batch> batches = new ArrayList<>();
        List<Map<String, DriftMap.Cell>> cells = new ArrayList<>();
        for (DriftMap.Batch batch : newest.of(state, BATCHES)) {
            cells(config, state, champion.get(), batch.id()).ifPresent(found -> {
                batches.add(batch);
                cells.add(found);
            });
        }
        return map(champion.get().version(), batches, cells);
    }

    private Optional<Map<String, DriftMap.Cell>> cells(
            LoopConfig config, LoopState state, ServingVersion champion, String batchId) {
        String cached = state.model() + "/" + champion.runId() + "/" + batchId;
        if (compared.containsKey(cached)) {
            return Optional.of(compared.get(cached));
        }
        String key = Layout.batch(state.model(), batchId);
        Optional<BatchProfile> profile = store.get(key)
                .map(body -> Json.read(body, BatchRecord.class, key))
                .flatMap(BatchRecord::profile);
        Optional<BatchProfile> reference =
                profile.flatMap(p -> new References(store).of(state.model(), Optional.of(champion)));
        Optional<Map<String, DriftMap.Cell>> cells =
                reference.map(r -> cells(Drift.between(r, profile.get(), columns(config, state))));
        if (compared.size() > CACHED) {
            compared.clear();
        }
        cells.ifPresent(found -> compared.put(cached, found));
        return cells;
    }

    private static Set<String> columns(LoopConfig config, LoopState state) {
        return state.intake()
                .schema()
                .map(schema -> Drift.comparable(schema, config.data()))
                .orElse(Set.of());
    }

    private static Map<String, DriftMap.Cell> cells(DriftReport report) {
        Map<String, DriftMap.Cell> cells = new HashMap<>();
        for (DriftReport.ColumnDrift c : report.columns()) {
            double ratio = c.threshold() > 0 ? c.distance() / c.threshold() : c.moved() ? 2 : 0;
            cells.put(c.column(), new DriftMap.Cell(c.measure(), c.distance(), ratio, c.moved(), c.sentence()));
        }
        return cells;
    }

    private static DriftMap map(String champion, List<DriftMap.Batch> batches, List<Map<String, DriftMap.Cell>> cells) {
        Set<String> columns = new LinkedHashSet<>();
        cells.forEach(c -> columns.addAll(c.keySet()));
        Function<String, DriftMap.Row> row = column -> new DriftMap.Row(
                column,
                cells.stream().map(c -> Optional.ofNullable(c.get(column))).collect(Collectors.toList()));
        List<DriftMap.Row> rows = columns.stream()
                .map(row)
                .sorted(Comparator.comparingDouble(DriftReader::movement)
                        .reversed()
                        .thenComparing(DriftMap.Row::column))
                .limit(COLUMNS)
                .toList();
        return new DriftMap(champion, batches, rows, columns.size());
    }

    /** Sum over batches, the newest counting most: what moves now is what a person wants to see. */
    private static double movement(DriftMap.Row row) {
        double sum = 0;
        for (int i = 0; i < row.cells().size(); i++) {
            double ratio = row.cells().get(i).map(DriftMap.Cell::ratio).orElse(0.0);
            sum += Math.min(ratio, 5) * (1 + i);
        }
        return sum;
    }
}
