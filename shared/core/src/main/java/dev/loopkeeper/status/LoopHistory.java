package dev.loopkeeper.status;

import dev.loopkeeper.evaluate.Verdict;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.QualityPoint;
import dev.loopkeeper.retrain.Trigger;
import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What has happened to one loop, folded from its journal for people and charts: of bounded size however long the
 * journal is.
 *
 * @param from time of the oldest commit in the fold
 * @param hidden commits before it that are left out
 * @param splits the endpoint's traffic split after each change, oldest first
 * @param decisions of the retrain policy, newest first
 * @param quality live quality of every version, oldest first, thinned when it is long
 * @param marks promotions and rollbacks, oldest first
 * @param runs newest first
 * @param trial the newest rollout
 * @param news what happened, newest first
 */
public record LoopHistory(
        Optional<Instant> from,
        long hidden,
        List<SplitPoint> splits,
        List<Decision> decisions,
        List<QualityPoint> quality,
        List<Mark> marks,
        List<Run> runs,
        Optional<Trial> trial,
        Costs costs,
        List<News> news) {

    /** The split from a moment on. */
    public record SplitPoint(Instant at, Map<String, Integer> weights) {}

    /** One decision of the retrain policy. */
    public record Decision(
            Instant at,
            String action,
            Trigger trigger,
            String rule,
            String sentence,
            Money price,
            Money waitingCost,
            Money saved,
            int batches,
            long rows) {}

    /** A version became the champion, or traffic went back. */
    public record Mark(Instant at, Kind kind, String version, String sentence) {
        /** What a mark stands for. */
        public enum Kind {
            PROMOTION,
            ROLLBACK
        }
    }

    /**
     * One training run.
     *
     * @param outcome a sentence: the verdict, or why there is none
     * @param report key of its report
     */
    public record Run(
            String runId,
            Instant at,
            Trigger trigger,
            Optional<Verdict> verdict,
            boolean blessed,
            String outcome,
            Optional<Money> cost,
            Optional<String> version,
            Optional<String> report) {}

    /**
     * One rollout with its evidence.
     *
     * @param baseline the champion it was compared with, empty for the first version
     * @param steps the challenger's weights in percent
     * @param windows of the canary; counts only
     * @param bake windows at 100 %
     * @param judged what the judge said, oldest first
     * @param end how it ended; empty while it goes on
     */
    public record Trial(
            int epoch,
            String challenger,
            Optional<String> baseline,
            Instant since,
            List<SplitPoint> steps,
            List<CanaryWindow> windows,
            List<VersionWindow> bake,
            List<Judged> judged,
            Optional<End> end) {}

    /** One judgement. */
    public record Judged(Instant at, String verdict, String sentence) {}

    /** How a rollout ended: {@code promoted}, {@code rolled back}, {@code superseded} or {@code failed}. */
    public record End(Instant at, String how, String sentence) {}

    /**
     * Money by UTC day.
     *
     * @param spent on training that ended on the day
     * @param saved by retrains declined on the day
     */
    public record Costs(SortedMap<LocalDate, Money> spent, SortedMap<LocalDate, Money> saved) {}

    /** One thing worth telling. {@code severity} is {@code info}, {@code warning} or {@code critical}. */
    public record News(Instant at, long seq, String by, String severity, String sentence) {}

    /** Everything that went before anybody looked: nothing. */
    public static LoopHistory none() {
        Costs nothing = new Costs(new java.util.TreeMap<>(), new java.util.TreeMap<>());
        return new LoopHistory(
                Optional.empty(),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                nothing,
                List.of());
    }
}
