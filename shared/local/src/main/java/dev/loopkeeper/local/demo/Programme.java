package dev.loopkeeper.local.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which week brings which act: spread over the weeks after the history, in a fixed order, each again until it has
 * succeeded.
 */
final class Programme {
    /** Weeks that are there when the loop starts. */
    static final int HISTORY = 8;

    static final int LEAST_WEEKS = 20;
    static final int MOST_WEEKS = 52;
    private static final int TRIES = 3;
    private final Deque<Act> acts = new ArrayDeque<>();
    private final List<Act> left = new ArrayList<>();
    private int tries;

    Programme(int weeks) {
        int free = weeks - HISTORY;
        add(
                Act.Kind.KILLED_ROLLOUT,
                free,
                0.06,
                "A person asks for a retrain. In the middle of its rollout the loop's process will be"
                        + " killed with -9.",
                Map.of());
        add(
                Act.Kind.BROKEN_BATCH,
                free,
                0.15,
                "Somebody renamed a column in the system that exports the flights.",
                Map.of());
        add(
                Act.Kind.FAILING_VERSION,
                free,
                0.20,
                "A person asks for a retrain. A fault is put into the version on purpose: it will fail 30 %"
                        + " of its requests, which no comparison on old data can see.",
                Map.of("demoFault", "errors:0.3"));
        add(
                Act.Kind.SPOILT_TRAINING,
                free,
                0.35,
                "A person asks for a retrain. The training is spoilt on purpose: 40 % of its labels are" + " flipped.",
                Map.of("demoTrainFault", "noise:0.4"));
        add(
                Act.Kind.SLOW_VERSION,
                free,
                0.50,
                "A person asks for a retrain. A fault is put into the version on purpose: every answer will"
                        + " take 40 ms longer.",
                Map.of("demoFault", "slow:40"));
        add(Act.Kind.FRESH_VERSION, free, 0.62, "A person asks for a retrain.", Map.of());
        add(
                Act.Kind.MANUAL_ROLLBACK,
                free,
                0.75,
                "A person does not trust the champion and rolls it back over HTTP.",
                Map.of());
    }

    private void add(Act.Kind kind, int free, double share, String announcement, Map<String, String> params) {
        acts.add(new Act(kind, HISTORY + 1 + (int) Math.round(share * free), announcement, params));
    }

    /** The act of a week, if there is one. */
    Optional<Act> in(int week) {
        return Optional.ofNullable(acts.peek()).filter(act -> act.week() <= week);
    }

    /** Whether the act has succeeded; after {@value #TRIES} tries it is given up. */
    void played(Act act, boolean succeeded) {
        tries++;
        if (succeeded || tries == TRIES) {
            acts.remove(act);
            tries = 0;
            if (!succeeded) {
                left.add(act);
            }
        }
    }

    /** Acts that did not succeed. */
    List<Act> left() {
        List<Act> all = new ArrayList<>(left);
        all.addAll(acts);
        return all;
    }
}
