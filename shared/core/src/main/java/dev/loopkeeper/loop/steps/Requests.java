package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.BatchRecord;
import dev.loopkeeper.data.Schema;
import dev.loopkeeper.edge.Digest;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.Decided;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.registry.Lineage;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.retrain.Trigger;
import dev.loopkeeper.store.Layout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down all that a training pipeline needs to know. */
record Requests(LoopConfig config, LoopState state, History history) {
    /** Bytes that the batches of a request may take: it is read again as one record of at most 16 MiB. */
    private static final long ROOM = 8L << 20;

    /** What a batch takes besides its key and version. */
    private static final int A_BATCH = 128;

    /** As many of the oldest batches as one request can name; the others wait for the next. */
    static List<BatchRecord> named(List<BatchRecord> mature) {
        long room = ROOM;
        int count = 0;
        while (count < mature.size()) {
            room -= size(mature.get(count).key(), mature.get(count).version());
            if (room < 0) {
                break;
            }
            count++;
        }
        return mature.subList(0, count);
    }

    private static long size(String key, String version) {
        return A_BATCH + (key + version).getBytes(StandardCharsets.UTF_8).length;
    }

    TrainingRequest request(String runId, List<BatchRecord> fresh, Decided claim, Instant now) {
        LoopConfig.Data data = config.data();
        LoopConfig.Training training = config.training();
        return new TrainingRequest(
                TrainingRequest.FORMAT,
                config.model(),
                runId,
                trigger(claim),
                now,
                Layout.run(config.model(), runId),
                batches(fresh),
                training.holdout(),
                training.maxRows(),
                state.serving()
                        .champion()
                        .filter(v -> !v.artifact().isEmpty())
                        .map(v -> new TrainingRequest.Champion(v.version(), v.artifact())),
                data.task(),
                data.label(),
                data.time(),
                data.id(),
                data.exclude(),
                state.intake().schema().orElse(new Schema(1, List.of())),
                data.rules(),
                config.evaluate().metric(),
                config.evaluate().slices(),
                training.seed(),
                training.params(),
                Digest.hex(Json.write(config)));
    }

    private static Trigger trigger(Decided claim) {
        return ((Decided.Events) claim)
                .events().stream()
                        .filter(TrainingEvent.TrainingClaimed.class::isInstance)
                        .map(e -> ((TrainingEvent.TrainingClaimed) e).attempt().trigger())
                        .findFirst()
                        .orElse(Trigger.DATA);
    }

    /** The history without what no longer fits, then the fresh batches, all of them. */
    private List<TrainingRequest.Batch> batches(List<BatchRecord> fresh) {
        long rows = fresh.stream().mapToLong(BatchRecord::rows).sum();
        long room =
                ROOM - fresh.stream().mapToLong(b -> size(b.key(), b.version())).sum();
        List<TrainingRequest.Batch> old = history.batches();
        int from = old.size();
        while (from > 0 && rows < config.training().maxRows() && room > 0) {
            from--;
            rows += old.get(from).rows();
            room -= size(old.get(from).key(), old.get(from).version());
        }
        List<TrainingRequest.Batch> all = new ArrayList<>();
        old.subList(from, old.size())
                .forEach(b -> all.add(new TrainingRequest.Batch(b.id(), b.key(), b.version(), b.rows(), false)));
        fresh.forEach(b -> all.add(new TrainingRequest.Batch(b.id(), b.key(), b.version(), b.rows(), true)));
        return all;
    }

    /** Where the version of a run comes from. */
    static Lineage lineage(TrainingRequest request, long trainRows, String pipelineHash, String parent) {
        List<String> ids =
                request.batches().stream().map(TrainingRequest.Batch::id).toList();
        String commit = System.getenv().getOrDefault("LOOPKEEPER_GIT_COMMIT", "");
        return new Lineage(
                Digest.hex(Json.write(ids)), ids.size(), trainRows, commit, request.configHash(), pipelineHash, parent);
    }

    /** The batches of a run that were new in it. */
    static List<TrainingRequest.Batch> fresh(Optional<TrainingRequest> request) {
        return request.map(r -> r.batches().stream()
                        .filter(TrainingRequest.Batch::fresh)
                        .toList())
                .orElse(List.of());
    }
}
