package dev.loopkeeper.rollout;

import dev.loopkeeper.config.LoopConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * What a schedule can find at the traffic it will get, said before it starts.
 *
 * <p>Wald's formula: the expected evidence of a count test must reach the logarithm of 1 over its share of the false
 * alarm budget. A planning figure, not a promise: about half of the regressions of exactly that size are found in that
 * time.
 *
 * @param canaryRequests requests the challenger answers if every step takes its longest time
 * @param sentence for a person
 */
public record Preflight(List<StepPower> steps, long canaryRequests, String sentence) {
    private static final double LARGEST = 1_000;

    /**
     * One step.
     *
     * @param canaryRequests requests of the challenger in the step
     * @param detectableRatio smallest rate ratio found with all windows up to the end of this step; infinite: none
     */
    public record StepPower(int weight, long canaryRequests, double detectableRatio) {}

    public Preflight {
        steps = List.copyOf(steps);
    }

    /**
     * Plans a rollout.
     *
     * @param requestsPerWindow of both versions together
     * @param baselineErrorRate of the champion, 0 to 1
     */
    public static Preflight of(LoopConfig.Rollout terms, double requestsPerWindow, double baselineErrorRate) {
        double windows = Math.max(
                1,
                Math.floor((double) terms.maxDwell().minus(terms.warmUp()).toMillis()
                        / terms.window().toMillis()));
        double events = windows * requestsPerWindow * baselineErrorRate;
        Guard guard = Guard.of(terms.profile());
        double needed = -Math.log(guard.errorBudget(false) * guard.deadline());
        List<StepPower> steps = new ArrayList<>();
        long exposed = 0;
        for (int i = 0; i < terms.steps().size(); i++) {
            long requests =
                    Math.round(windows * requestsPerWindow * terms.steps().get(i) / 100);
            exposed += requests;
            steps.add(new StepPower(
                    terms.steps().get(i), requests, detectable(terms.steps().subList(0, i + 1), events, needed)));
        }
        return new Preflight(steps, exposed, sentence(terms, steps, exposed, requestsPerWindow, baselineErrorRate));
    }

    private static double detectable(List<Integer> weights, double events, double needed) {
        if (evidence(weights, events, LARGEST) < needed) {
            return Double.POSITIVE_INFINITY;
        }
        double low = 1;
        double high = LARGEST;
        for (int i = 0; i < 60; i++) {
            double middle = Math.sqrt(low * high);
            if (evidence(weights, events, middle) < needed) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double evidence(List<Integer> weights, double events, double ratio) {
        double sum = 0;
        for (int weight : weights) {
            double w = weight / 100.0;
            double theta = ratio * w / (1 - w + ratio * w);
            double perEvent = theta * Math.log(theta / w) + (1 - theta) * Math.log((1 - theta) / (1 - w));
            sum += events * (1 - w + ratio * w) * perEvent;
        }
        return sum;
    }

    private static String sentence(
            LoopConfig.Rollout terms, List<StepPower> steps, long exposed, double requestsPerWindow, double rate) {
        StringBuilder text = new StringBuilder("At ")
                .append(Words.count(Math.round(requestsPerWindow)))
                .append(" requests per ")
                .append(Words.time(terms.window()))
                .append(" and an error rate of ")
                .append(Words.percent(rate))
                .append(", with ")
                .append(Words.time(terms.maxDwell()))
                .append(" a step, this schedule finds ");
        for (int i = 0; i < steps.size(); i++) {
            StepPower step = steps.get(i);
            text.append(i == 0 ? "" : i == steps.size() - 1 ? " and " : ", ");
            text.append(
                    Double.isInfinite(step.detectableRatio)
                            ? "nothing"
                            : Words.ratio(step.detectableRatio) + " times that rate");
            text.append(" by the end of ").append(step.weight).append(" %");
        }
        return text.append("; it exposes ")
                .append(Words.count(exposed))
                .append(" requests to the challenger.")
                .toString();
    }
}
