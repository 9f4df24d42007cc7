package dev.loopkeeper.host;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.loop.steps.IngestData;
import dev.loopkeeper.loop.steps.ScoreOutcomes;
import dev.loopkeeper.store.ObjectInfo;

/** Takes in what others bring, however it was found. A repeat changes nothing. */
final class Brought {
    private final IngestData ingest;
    private final ScoreOutcomes outcomes;

    Brought(Ground ground) {
        this.ingest = new IngestData(ground.loops(), ground.store(), ground.queue(), ground.clock());
        this.outcomes = new ScoreOutcomes(ground.loops(), ground.store(), ground.queue(), ground.clock());
    }

    /** Takes in an upload or a file of outcomes of one model; {@code false} when it was taken before or is neither. */
    boolean take(LoopConfig config, ObjectInfo object) {
        return object.key().startsWith(config.data().prefix())
                ? ingest.ingest(config, object)
                : outcomes.score(config, object);
    }
}
