package dev.loopkeeper.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A first {@code loop.yaml} for a data set: the keys worth seeing, each with a comment; everything else keeps its
 * default. What it writes, {@link LoopConfigReader} accepts.
 */
public record LoopConfigTemplate(
        String model,
        String label,
        Optional<String> time,
        LoopConfig.Format format,
        List<String> exclude,
        LoopConfig.Task task,
        long minRows) {
    private static final Set<String> WORDS = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    public LoopConfigTemplate {
        requireNonNull(model, "model is null");
        exclude = List.copyOf(exclude);
    }

    /** The text of the file. */
    public String commented() {
        String excluded = exclude.stream().map(LoopConfigTemplate::scalar).collect(Collectors.joining(", ", "[", "]"));
        return """
        # Loopkeeper keeps the model "%1$s" fresh by these rules. Check after an edit: loopkeeper validate loop.yaml
        model: %1$s

        data:
          prefix: data/%1$s/            # every new file here is a batch
          format: %2$s
          label: %3$s
        %4$s
          exclude: %5$s   # columns the model must not see: ids, and whatever is known only afterwards
          task: %6$s
          maturity: 0s   # how long after a row its label is final, such as 2d

        retrain:
          minRows: %7$-15d # new rows before a retrain is weighed
          debounce: 5s             # quiet time after the newest file, so that many files at once are one decision (1m)
          maxAge: 90d              # an older champion is retrained whatever it costs
          coolDown: 1m             # least time between two runs (1h)
          costPerError: 0.01 USD   # what one wrong row costs you: the higher, the sooner a retrain pays
          price: {perHour: 0.40 USD, hours: 0.25}
          budget: {amount: 100 USD, per: month}

        evaluate:
          promote: better          # better, not-worse or significantly-better than the champion on the same new rows
          slices: []               # columns whose values must not get worse either

        rollout:                   # short times for a first look: minutes and hours are right in production
          steps: [5, 25, 50]       # percent of the traffic, step by step, then 100
          window: 5s               # requests are counted in windows of this length (1m)
          warmUp: 5s               # start of a step that is not judged (1m)
          minDwell: 15s            # least time on a step (5m)
          maxDwell: 30s            # quiet for this long is good enough (30m)
          bake: 30s                # time at 100 %% before the previous version is let go (30m)
          errorBudget: {availability: 0.99}
          approval: none           # or before-canary, before-promotion

        notify: [console]          # also {teams: secret:<name>}, {slack: secret:<name>}, {webhook: https://..., secret: secret:<name>}
        """.formatted(model, word(format), scalar(label), timeLine(), excluded, word(task), minRows);
    }

    private String timeLine() {
        return time.map(column -> "  time: " + scalar(column)
                        + "   # orders the rows: the newest are kept to compare versions on")
                .orElse("  # time: <column>   # orders the rows; without it batches are ordered by arrival");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static String scalar(String text) {
        if (text.matches("[A-Za-z_][A-Za-z0-9_]*") && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT))) {
            return text;
        }
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
