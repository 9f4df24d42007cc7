package dev.loopkeeper.local.run;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.local.LocalClock;
import dev.loopkeeper.local.store.FileObjectStore;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.retrain.EconomicPolicy;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.rollout.SequentialJudge;
import dev.loopkeeper.status.LoopStatus;
import dev.loopkeeper.status.StatusDocument;
import dev.loopkeeper.status.StatusReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The status of a home, read from its files: no loop has to run. */
public final class HomeStatus {
    private static final int MODELS = 10_000;

    private final StatusDocument document;

    private HomeStatus(StatusDocument document) {
        this.document = document;
    }

    /** Reads the status of every model. */
    public static HomeStatus of(Path home) {
        FileObjectStore store = new FileObjectStore(home);
        LocalClock clock = LocalClock.of(home);
        Loops loops =
                new Loops(store, (step, model, at) -> {}, clock, () -> "", new EconomicPolicy(), new SequentialJudge());
        return new HomeStatus(new StatusReader(loops, store, clock).page("", MODELS));
    }

    /** The models. */
    public List<LoopStatus> models() {
        return document.models();
    }

    /** The same document as {@code GET /status.json}. */
    public String json() {
        return new String(Json.write(document), StandardCharsets.UTF_8);
    }

    /** A few lines a model, for a terminal. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (LoopStatus m : document.models()) {
            String champion = m.champion()
                    .map(c -> c.version() + " since "
                            + c.since().toString().substring(0, 16).replace('T', ' '))
                    .orElse("none yet");
            lines.add(m.name());
            lines.add("  champion   " + champion
                    + m.previous().map(p -> ", before it " + p).orElse(""));
            lines.add("  training   " + m.training() + "; rollout "
                    + m.rollout().state() + " " + m.rollout().weights());
            lines.add("  batches    " + m.counters().batches() + " ("
                    + m.counters().pending() + " waiting, " + m.counters().rejectedBatches() + " rejected)");
            lines.add("  retrains   " + m.counters().retrains() + ", declined "
                    + m.counters().declined() + ", refused " + m.counters().refused() + ", promotions "
                    + m.counters().promotions());
            lines.add("  rollbacks  " + m.counters().rollbacksAutomatic() + " automatic, "
                    + m.counters().rollbacksManual() + " manual");
            lines.add("  money      spent "
                    + m.spend().total().map(Money::toString).orElse("nothing") + ", saved "
                    + m.spend().saved().map(Money::toString).orElse("nothing"));
            m.lastDecision().ifPresent(d -> lines.add("  last       " + d.reason()));
            m.health().concerns().forEach(c -> lines.add("  attention  " + c));
            m.setup().problems().forEach(problem -> lines.add("  problem    " + problem));
        }
        return lines.isEmpty() ? List.of("no model yet: make one with 'loopkeeper init'") : lines;
    }
}
