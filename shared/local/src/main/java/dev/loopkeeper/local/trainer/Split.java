package dev.loopkeeper.local.trainer;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.TrainingRequest;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which rows are learnt from and which both versions are judged on; both oldest first, no row in both.
 *
 * <p>The holdout is the newest share of the fresh rows, at least 200 (or half of them, if fewer than 400), at most
 * 50,000. A first version without fresh rows takes it from all rows; a champion has seen those, so then there is
 * nothing to judge on.
 */
record Split(int[] train, int[] holdout) {
    private static final int MOST = 50_000;
    private static final int LEAST = 200;
    private static final int MIN_TRAIN = 50;
    private static final int MIN_HOLDOUT = 10;

    static Split of(RowTable table, TrainingRequest request) {
        int[] ordered = table.inOrder();
        BitSet fresh = fresh(table, request);
        if (fresh.isEmpty() && request.champion().isEmpty()) {
            fresh.set(0, table.size());
        }
        int wanted = size(fresh.cardinality(), request.holdout());
        int trainRows = table.size() - wanted;
        if (wanted < MIN_HOLDOUT || trainRows < MIN_TRAIN) {
            throw LoopException.poison("after cleaning " + table.size() + " rows are left, " + fresh.cardinality()
                    + " of them new to the champion; at least " + MIN_TRAIN + " are needed to learn from and "
                    + MIN_HOLDOUT
                    + " new ones to judge on; wait for more data or relax data.rules");
        }
        BitSet held = new BitSet(table.size());
        for (int i = ordered.length - 1, left = wanted; left > 0; i--) {
            if (fresh.get(ordered[i])) {
                held.set(ordered[i]);
                left--;
            }
        }
        return new Split(
                Arrays.stream(ordered).filter(r -> !held.get(r)).toArray(),
                Arrays.stream(ordered).filter(held::get).toArray());
    }

    private static int size(int fresh, double share) {
        int atLeast = Math.min(LEAST, fresh / 2);
        return Math.max(atLeast, Math.min(MOST, (int) Math.round(fresh * share)));
    }

    private static BitSet fresh(RowTable table, TrainingRequest request) {
        BitSet fresh = new BitSet(table.size());
        for (int row = 0; row < table.size(); row++) {
            fresh.set(row, request.batches().get(table.batch(row)).fresh());
        }
        return fresh;
    }

    /** How many of the training rows are older than their newest tenth. */
    int olderPart() {
        return train.length - Math.max(1, train.length / 10);
    }
}
