package dev.loopkeeper.bench.judge;

import dev.loopkeeper.rollout.Moments;
import dev.loopkeeper.rollout.VersionWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Kayenta's rule on one critical metric of direction increase: at each quarter hour all minutes so far, challenger
 * against an equally large baseline; high when the interval of the shift lies above a quarter of its estimate and the
 * mean is not lower.
 */
final class KayentaRule implements CanaryRule {
    private static final double TOLERANCE = .25;

    private final boolean latency;
    private final boolean value;
    private final Draw draw;
    private final FixedSteps steps = new FixedSteps();
    private final List<double[]> series = new ArrayList<>();

    KayentaRule(boolean latency, boolean value, long seed) {
        this.latency = latency;
        this.value = value;
        this.draw = new Draw(~seed);
    }

    @Override
    public int weight() {
        return steps.weight();
    }

    @Override
    public Move see(Minute minute) {
        if (!minute.unheard()
                && minute.challenger().requests() > 0
                && minute.baseline().requests() > 0) {
            series.add(point(minute));
        }
        Move move = steps.pass();
        return move != Move.STAY && series.size() > 1 && high() ? Move.ROLLBACK : move;
    }

    private double[] point(Minute m) {
        if (latency) {
            return new double[] {m.quantiles().p95(), m.quantiles().baseP95()};
        }
        if (value) {
            return new double[] {mean(m.challenger()), mean(m.baseline())};
        }
        double n = m.challenger().requests();
        long size = Math.min(m.challenger().requests(), m.baseline().requests());
        double kept = draw.binomial(
                m.baseline().errors(), (double) size / m.baseline().requests());
        return new double[] {m.challenger().errors() / n, kept / size};
    }

    private static double mean(VersionWindow window) {
        Moments value = window.value().orElseThrow();
        return value.sum() / Math.max(1, value.count());
    }

    private boolean high() {
        double[] mine = series.stream().mapToDouble(p -> p[0]).toArray();
        double[] base = series.stream().mapToDouble(p -> p[1]).toArray();
        if (Arrays.equals(mine, base)) {
            return false;
        }
        MannWhitney test = MannWhitney.of(mine, base);
        double before = Arrays.stream(base).average().orElse(0);
        boolean effect = before == 0 || Arrays.stream(mine).average().orElse(0) / before >= 1;
        return effect && test.low() > TOLERANCE * Math.abs(test.estimate());
    }
}
