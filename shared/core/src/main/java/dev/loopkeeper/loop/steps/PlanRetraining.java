package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.BatchRecord;
import dev.loopkeeper.data.DriftReport;
import dev.loopkeeper.edge.Digest;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.DataEvent;
import dev.loopkeeper.loop.Decided;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.StepQueue;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.loop.Turn;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.PriceBook;
import dev.loopkeeper.retrain.QualityPoint;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Asks the retrain policy, and prepares the run when the answer is yes.
 *
 * <p>{@code request.json} is written before the run is claimed, under a name nobody else can have: a crash in between
 * leaves an unused file and nothing half done. The pending markers stay until the run has succeeded.
 */
public final class PlanRetraining {
    private static final int MOST_DEBOUNCES = 10;
    private static final Logger LOG = LogManager.getLogger(PlanRetraining.class);

    private final Loops loops;
    private final ObjectStore store;
    private final StepQueue queue;
    private final PriceBook prices;
    private final InstantSource clock;
    private final PendingBatches pending;

    public PlanRetraining(Loops loops, ObjectStore store, StepQueue queue, PriceBook prices, InstantSource clock) {
        this.loops = loops;
        this.store = store;
        this.queue = queue;
        this.prices = prices;
        this.clock = clock;
        this.pending = new PendingBatches(store);
    }

    /** Asks about one model. */
    public Decided plan(LoopConfig config) {
        return loops.turn(config, StepName.PLAN_RETRAINING.text(), this::plan);
    }

    private Decided plan(Turn turn) {
        LoopConfig config = turn.config();
        LoopState state = turn.state();
        boolean busy = !(state.training().phase() instanceof TrainingPhase.Idle)
                || state.training().toClear().isPresent();
        if (busy || state.paused()) {
            return new Decided.Refused("model " + config.model() + (busy ? " is training" : " is paused"));
        }
        Instant now = clock.instant();
        History history = History.of(store, state);
        List<BatchRecord> fresh = pending.of(config.model(), history);
        List<BatchRecord> mature = Requests.named(
                fresh.stream().filter(b -> mature(b, config, now)).toList());
        String runId = String.format(
                Locale.ROOT,
                "run-%04d-%s",
                state.training().runs() + 1,
                Digest.hex(loops.newId()).substring(0, 6));
        Optional<DriftReport> drift = new References(store).drift(config, state, mature);
        Command.Plan command = command(config, state, history, fresh, mature, runId, drift);
        Decided preview = turn.preview(command);
        boolean claims = preview instanceof Decided.Events e
                && e.events().stream().anyMatch(TrainingEvent.TrainingClaimed.class::isInstance);
        if (claims) {
            TrainingRequest request = new Requests(config, state, history).request(runId, mature, preview, now);
            Set<String> gone =
                    new Uploads(store).gone(request.batches(), config.data().prefix());
            if (mature.stream().anyMatch(b -> gone.contains(b.id()))) {
                putAway(config, gone);
                turn.look();
                return plan(turn);
            }
            request = request.without(gone);
            store.putIfAbsent(Layout.request(config.model(), runId), Json.write(request));
        }
        Decided decided = turn.commit(command.prepared(claims), PlanRetraining::again);
        again(decided).ifPresent(at -> queue.send(StepName.PLAN_RETRAINING, config.model(), at));
        return decided;
    }

    /** What was removed or overwritten since cannot be learnt from; its new content, if any, is a batch of its own. */
    private void putAway(LoopConfig config, Set<String> gone) {
        LOG.info(
                "model {}: {} batches wait no longer, their files were removed or overwritten",
                config.model(),
                gone.size());
        gone.forEach(id -> store.delete(Layout.pending(config.model(), id)));
    }

    private static Optional<Instant> again(Decided decided) {
        return decided instanceof Decided.Refused refused
                ? refused.again()
                : ((Decided.Events) decided)
                        .events().stream()
                                .filter(DataEvent.RetrainDecided.class::isInstance)
                                .flatMap(e -> ((DataEvent.RetrainDecided) e).decision().lookAgain().stream())
                                .findFirst();
    }

    private Command.Plan command(
            LoopConfig config,
            LoopState state,
            History history,
            List<BatchRecord> fresh,
            List<BatchRecord> mature,
            String runId,
            Optional<DriftReport> drift) {
        long rows = mature.stream().mapToLong(BatchRecord::rows).sum();
        long all = fresh.stream().mapToLong(BatchRecord::rows).sum();
        Money perHour = prices.perHour(config.retrain());
        return new Command.Plan(
                runId,
                rows,
                all - rows,
                mature.size(),
                newest(fresh, config),
                config.retrain().rowsPerBatch().orElseGet(() -> usual(fresh, history)),
                history.newest(),
                history.rows(),
                perHour,
                drift,
                evidence(state, mature),
                Command.Basis.of(state),
                true);
    }

    /**
     * Uploads that never pause must not put a decision off for ever: after ten times the quiet time it is taken all the
     * same.
     */
    private Optional<Instant> newest(List<BatchRecord> fresh, LoopConfig config) {
        Instant patience = clock.instant().minus(config.retrain().debounce().multipliedBy(MOST_DEBOUNCES));
        boolean starved = fresh.stream().anyMatch(b -> b.ingestedAt().isBefore(patience));
        return starved
                ? Optional.empty()
                : fresh.stream().map(BatchRecord::ingestedAt).max(Instant::compareTo);
    }

    private static long usual(List<BatchRecord> fresh, History history) {
        return Math.max(
                1, (long) fresh.stream().mapToLong(BatchRecord::rows).average().orElse(history.usualRows()));
    }

    private static boolean mature(BatchRecord batch, LoopConfig config, Instant now) {
        // A row of a date that is still to come is a slip: its batch must not wait for centuries.
        Instant made = batch.to()
                .map(Instant::parse)
                .filter(to -> to.isBefore(batch.ingestedAt()))
                .orElse(batch.ingestedAt());
        return config.data().maturity().isZero()
                || !made.plus(config.data().maturity()).isAfter(now);
    }

    private static String evidence(LoopState state, List<BatchRecord> mature) {
        StringBuilder seen = new StringBuilder();
        mature.forEach(b -> seen.append(b.id()).append('\n'));
        List<QualityPoint> quality = state.intake().quality();
        seen.append(quality.isEmpty() ? "" : quality.get(quality.size() - 1).id());
        seen.append(state.serving().champion().map(ServingVersion::version).orElse(""));
        return Digest.hex(seen + state.control().forced().map(Enum::name).orElse(""))
                .substring(0, 16);
    }
}
