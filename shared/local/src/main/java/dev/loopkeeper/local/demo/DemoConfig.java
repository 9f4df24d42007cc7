package dev.loopkeeper.local.demo;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** The {@code loop.yaml} of the demo. */
final class DemoConfig {
    /**
     * Hours a run is planned to take; the demo runs the clock so that a real run of some seconds takes about as long.
     */
    static final double PLANNED_HOURS = 2;

    static final int STEPS = 3;

    /** Training may start in the first hours of a week of the sample; week 1 begins on a Tuesday. */
    static final Duration WINDOW = Duration.ofHours(5);

    private DemoConfig() {}

    /** The file before there is a version: the first one may be trained at any time. */
    static String first() {
        return yaml(Map.of())
                .lines()
                .filter(line -> !line.strip().startsWith("window: \"Tue"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** The file with these parameters of the trainer. */
    static String yaml(Map<String, String> params) {
        String all = params.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> ", " + e.getKey() + ": \"" + e.getValue() + "\"")
                .collect(Collectors.joining("", "rounds: 80, depth: 5", ""));
        return """
        # Written by 'loopkeeper demo'. A wrong answer costs an airline's customer care 5 cents; training costs 6 dollars an hour.
        model: late-arrivals

        data:
          label: late
          task: classification
          time: sched_dep
          id: flight_id
          exclude: [tailnum]

        retrain:
          minRows: 1000
          debounce: 30m
          maxAge: 120d
          coolDown: 1h
          window: "Tue 00:00 - Tue 05:00 UTC"
          costPerError: 0.05 USD
          price: {perHour: 6.00 USD, hours: 2}
          rowsPerBatch: 2050
          budget: {amount: 200 USD, per: month}

        training:
          maxRows: 30000
          timeout: 24h
          memoryMb: 512
          params: {%s}

        evaluate:
          metric: auc
          floor: 0.60
          promote: not-worse
          slices: [origin]

        rollout:
          steps: [5, 25, 50]
          window: 5m
          warmUp: 10m
          minDwell: 30m
          maxDwell: 1h
          bake: 1h
          deployTimeout: 12h
          errorBudget: {availability: 0.99}

        notify: [console]
        """.formatted(all);
    }
}
