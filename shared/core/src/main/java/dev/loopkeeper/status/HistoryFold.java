package dev.loopkeeper.status;

import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.ControlEvent;
import dev.loopkeeper.loop.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Folds commits into a {@link LoopHistory}; goes on where it stopped. One thread at a time. */
final class HistoryFold {
    private static final int NEWS = 400;

    private final TrafficFold traffic = new TrafficFold();
    private final QualityFold quality = new QualityFold();
    private final MoneyFold money = new MoneyFold();
    private final RunFold runs = new RunFold();
    private final TrialFold trial = new TrialFold();
    private final List<Fold> folds = List.of(traffic, quality, money, runs, trial);
    private final Bounded<LoopHistory.News> news = new Bounded<>(NEWS);
    private final long hidden;
    private Optional<Instant> from = Optional.empty();
    private long seq;

    /** A fold that begins after a position of the journal. */
    HistoryFold(long after) {
        this.hidden = after;
        this.seq = after;
    }

    /** Position of the last commit in the fold. */
    long seq() {
        return seq;
    }

    void add(Commit commit) {
        seq++;
        from = from.or(() -> Optional.of(commit.at()));
        for (Event event : commit.events()) {
            folds.forEach(fold -> fold.add(event, commit.at()));
            sentence(event)
                    .ifPresent(text ->
                            news.add(new LoopHistory.News(commit.at(), seq, commit.by(), event.severity(), text)));
        }
    }

    LoopHistory history() {
        return new LoopHistory(
                from,
                hidden,
                traffic.splits(),
                money.decisions(),
                quality.points(),
                traffic.marks(),
                runs.runs(),
                trial.trial(),
                money.costs(),
                news.newestFirst());
    }

    private static Optional<String> sentence(Event event) {
        return event instanceof ControlEvent.RetrainAsked asked
                ? Optional.of("A retrain was asked for by " + asked.by() + ": " + asked.reason())
                : event.news();
    }
}
