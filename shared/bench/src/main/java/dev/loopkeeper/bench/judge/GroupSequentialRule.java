package dev.loopkeeper.bench.judge;

/**
 * A group-sequential test of the errors with a look a minute: stratified score against the O'Brien-Fleming boundary of
 * Lan and DeMets, one-sided at 1 %, with the larger of the model's and the observed variance. It is told the champion's
 * rate and the traffic beforehand, which fixes the planned information.
 */
final class GroupSequentialRule implements CanaryRule {
    private static final double ALPHA = .01;

    private final boolean latency;
    private final double planned;
    private final double boundary;
    private final FixedSteps steps = new FixedSteps();
    private double score;
    private double variance;
    private double squares;

    GroupSequentialRule(boolean latency, double perMinute, double base, double share) {
        this.latency = latency;
        this.boundary = Gauss.quantile(ALPHA * share / 2);
        this.planned = FixedSteps.WEIGHTS.stream()
                .mapToDouble(w -> FixedSteps.MINUTES * perMinute * base * w / 100 * (1 - w / 100.0))
                .sum();
    }

    @Override
    public int weight() {
        return steps.weight();
    }

    @Override
    public Move see(Minute minute) {
        if (!minute.unheard()) {
            add(minute);
        }
        double share = Math.min(1, variance / planned);
        double z = variance == 0 ? 0 : score / Math.sqrt(Math.max(variance, squares));
        return share > 0 && z >= boundary / Math.sqrt(share) ? Move.ROLLBACK : steps.pass();
    }

    private void add(Minute m) {
        double mine = m.challenger().requests();
        double all = mine + m.baseline().requests();
        double events = latency
                ? m.challenger().slow() + m.baseline().slow()
                : m.challenger().errors() + m.baseline().errors();
        double w = all == 0 ? 0 : mine / all;
        double u = (latency ? m.challenger().slow() : m.challenger().errors()) - events * w;
        score += u;
        squares += u * u;
        variance += events * w * (1 - w);
    }
}
