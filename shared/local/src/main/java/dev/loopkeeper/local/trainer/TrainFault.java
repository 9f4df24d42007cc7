package dev.loopkeeper.local.trainer;

import dev.loopkeeper.edge.LoopException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A defect put into the trainer itself on purpose, for demonstrations and tests.
 *
 * <p>Asked for with {@code training.params.demoTrainFault}: {@code crash}, {@code oom}, {@code hang}, or
 * {@code noise:0.4}, which spoils that share of the training labels so that an honest comparison finds the challenger
 * worse.
 */
record TrainFault(String kind, double share) {
    static final String PARAM = "demoTrainFault";
    private static final int BLOCK = 8 << 20;

    static TrainFault parse(String text) {
        if (text == null || text.isBlank()) {
            return new TrainFault("none", 0);
        }
        String[] parts = text.split(":", 2);
        double share = parts.length == 2 ? Cells.number(parts[1]) : 0;
        boolean plain = List.of("none", "crash", "oom", "hang").contains(parts[0]) && parts.length == 1;
        if (!plain && !(parts[0].equals("noise") && share > 0 && share <= 1)) {
            throw LoopException.poison("training.params." + PARAM + " is '" + text
                    + "'; expected crash, oom, hang, noise:<share from 0 to 1> or none");
        }
        return new TrainFault(parts[0], share);
    }

    /** Plays a fault that ends or stops the process; does nothing for the others. */
    void play() {
        if (kind.equals("crash")) {
            Runtime.getRuntime().halt(134);
        }
        List<byte[]> blocks = new ArrayList<>();
        while (kind.equals("oom")) {
            blocks.add(new byte[BLOCK]);
        }
        while (kind.equals("hang")) {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Spoils labels in place: two classes are flipped, numbers are taken from other rows. */
    void spoil(float[] labels, boolean classification, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; kind.equals("noise") && i < labels.length; i++) {
            if (random.nextDouble() < share) {
                labels[i] = classification ? 1 - labels[i] : labels[random.nextInt(labels.length)];
            }
        }
    }
}
