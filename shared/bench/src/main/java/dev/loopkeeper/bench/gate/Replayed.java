package dev.loopkeeper.bench.gate;

import java.util.ArrayList;
import java.util.List;

/**
 * A gate on a stream: every few batches a challenger that has not seen the newest batch is compared with the champion
 * on it; a promoted one is trained again with that batch.
 *
 * <p>At a cadence of one batch the challenger after a promotion is the champion itself, nothing is compared, and every
 * rule but no gate skips that batch: most promotions saved are these, and so is what error remains above no gate.
 *
 * @param cadence batches from one challenger to the next
 * @param error mean error of the serving version on batches it had not seen
 */
record Replayed(String stream, int cadence, Rule rule, double error, int promotions) {
    static final List<Integer> CADENCES = List.of(1, 4, 8);

    String cell() {
        return stream + ", every " + cadence;
    }

    static List<Replayed> all(Stream stream) {
        List<Replayed> all = new ArrayList<>();
        for (int cadence : CADENCES) {
            for (Rule rule : Rule.values()) {
                all.add(of(stream, cadence, rule));
            }
        }
        return all;
    }

    private static Replayed of(Stream stream, int cadence, Rule rule) {
        int from = stream.matrix().scoredFrom();
        int champion = from - 1;
        int promotions = 0;
        double sum = 0;
        double best = Double.POSITIVE_INFINITY;
        int batches = stream.matrix().batches();
        for (int batch = from; batch < batches; batch++) {
            sum += stream.matrix().loss(champion, batch);
            if ((batch - from + 1) % cadence == 0 && batch + 1 < batches) {
                Trial trial = Trial.of(
                        stream.rows().regression(),
                        stream.labels(batch),
                        stream.answers(champion, batch),
                        stream.answers(batch - 1, batch));
                best = Math.min(best, trial.comparison().championLoss().orElse(best));
                boolean promoted = rule.promotes(trial, best);
                best = Math.min(best, trial.comparison().challengerLoss().orElse(best));
                champion = promoted ? batch : champion;
                promotions += promoted ? 1 : 0;
            }
        }
        return new Replayed(stream.name(), cadence, rule, sum / (batches - from), promotions);
    }
}
