package dev.loopkeeper.testkit.sim;

import java.util.List;

/** Says what a seed has broken, with as few faults as it takes, and how to see it again. */
public final class Failure {
    private Failure() {}

    /** The message of a failing test. */
    public static String describe(Campaign campaign, Simulation.Result failure) {
        List<Integer> faults = campaign.shrink(failure);
        List<String> schedule = campaign.schedule(failure.seed(), faults);
        return "seed " + failure.seed() + " breaks "
                + failure.violation().map(Violation::getMessage).orElse("nothing")
                + "\n  it takes " + faults.size() + " of its " + failure.faults() + " faults:\n    "
                + String.join("\n    ", schedule)
                + "\n  run it again: mvn -q -pl shared/testkit -am test -Dtest=SimulationTest -Dloopkeeper.seed="
                + failure.seed()
                + " -Dsurefire.failIfNoSpecifiedTests=false";
    }
}
