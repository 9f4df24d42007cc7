package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.BatchId;
import dev.loopkeeper.edge.Digest;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.StepQueue;
import dev.loopkeeper.loop.Turn;
import dev.loopkeeper.retrain.QualityPoint;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joins a file of late ground truth with the predictions that were logged, and adds the live quality of every version
 * in it.
 *
 * <p>The score is written once and then committed; a redelivery finds it standing and commits the same points, which
 * the state knows already. Of a version that is gone the current one is scored in its place, and no file twice.
 */
public final class ScoreOutcomes {
    private final Loops loops;
    private final ObjectStore store;
    private final StepQueue queue;
    private final InstantSource clock;
    private final PredictionLog predictions;

    public ScoreOutcomes(Loops loops, ObjectStore store, StepQueue queue, InstantSource clock) {
        this.loops = loops;
        this.store = store;
        this.queue = queue;
        this.clock = clock;
        this.predictions = new PredictionLog(store);
    }

    /** What one file said, kept so that it is read once. */
    record Score(String key, long outcomes, long joined, List<QualityPoint> points) {}

    /** Scores one object; {@code false} when it is no file of outcomes of the model. */
    public boolean score(LoopConfig config, ObjectInfo object) {
        if (!object.key().startsWith(Layout.outcomesPrefix(config.model())) || object.size() == 0) {
            return false;
        }
        boolean scored = loops.turn(config, StepName.SCORE_OUTCOMES.text(), turn -> score(turn, object));
        return scored
                || store.stat(object.key())
                        .filter(now -> !now.version().equals(object.version()))
                        .map(now -> score(config, now))
                        .orElse(false);
    }

    private boolean score(Turn turn, ObjectInfo object) {
        Optional<Score> score = read(turn, object);
        score.filter(s -> !s.points().isEmpty()).ifPresent(s -> {
            turn.commit(new Command.AddQuality(s.points()), decided -> Optional.of(clock.instant()));
            queue.send(StepName.PLAN_RETRAINING, turn.config().model(), clock.instant());
        });
        return score.isPresent();
    }

    /** Empty when the object is no longer the version that an event told of. */
    private Optional<Score> read(Turn turn, ObjectInfo object) {
        LoopConfig config = turn.config();
        String id = BatchId.of(object.key(), object.version());
        String key = Layout.score(config.model(), id);
        Optional<Score> standing = standing(key);
        if (standing.isPresent()) {
            return standing;
        }
        return OutcomeFile.read(store, object, config).map(outcomes -> {
            Score score = score(id, object, outcomes, turn);
            return store.putIfAbsent(key, Json.write(score))
                    ? score
                    : standing(key).orElse(score);
        });
    }

    private Score score(String id, ObjectInfo object, Map<String, String> outcomes, Turn turn) {
        List<PredictionLog.Joined> joined = predictions.join(turn.config(), outcomes, turn.state());
        List<QualityPoint> points = new ArrayList<>();
        long rows = 0;
        for (PredictionLog.Joined version : joined) {
            String pointId = Digest.hex(id + "/" + version.version()).substring(0, 16);
            points.add(
                    new QualityPoint(pointId, version.lastAt(), version.version(), version.rows(), version.meanLoss()));
            rows += version.rows();
        }
        return new Score(object.key(), outcomes.size(), rows, points);
    }

    private Optional<Score> standing(String key) {
        return store.get(key).map(body -> Json.read(body, Score.class, key));
    }
}
