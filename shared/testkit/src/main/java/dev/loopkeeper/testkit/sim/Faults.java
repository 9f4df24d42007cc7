package dev.loopkeeper.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * What goes wrong, by seed. Every fault has a number, and each can be left out, so that a failing schedule can be made
 * shorter.
 *
 * <p>A seed draws how hard each kind of fault hits: a run in which everything fails at once finds other things than one
 * in which only answers are lost.
 */
final class Faults {
    /** What can happen around one call of a port. */
    enum Kind {
        CRASH_BEFORE(0.004, false),
        CRASH_AFTER(0.006, true),
        LOST_BEFORE(0.008, true),
        LOST_AFTER(0.008, true),
        TRANSIENT(0.012, false),
        FREEZE(0.012, false);

        private final double probability;
        private final boolean writesOnly;

        Kind(double probability, boolean writesOnly) {
            this.probability = probability;
            this.writesOnly = writesOnly;
        }
    }

    private static final double SHIFTS_FROZEN = 12;
    private static final double[] HARSHNESS = {0, 0.3, 1, 2};

    private final Chance chance;
    private final Coverage coverage;
    private final IntPredicate allowed;
    private final double[] harshness = new double[Kind.values().length];
    private final double messages;
    private final List<String> schedule = new ArrayList<>();
    private Supplier<String> handler = () -> "nobody";
    private boolean on = true;
    private int drawn;

    Faults(long seed, Coverage coverage, IntPredicate allowed) {
        this.chance = new Chance(seed, "faults");
        this.coverage = coverage;
        this.allowed = allowed;
        for (int i = 0; i < harshness.length; i++) {
            harshness[i] = HARSHNESS[chance.between(0, HARSHNESS.length - 1)];
        }
        this.messages = HARSHNESS[chance.between(0, HARSHNESS.length - 1)];
    }

    /** The fault that hits this call, or null. */
    Kind at(String call, boolean write) {
        double u = chance.share();
        if (!on) {
            return null;
        }
        for (Kind kind : Kind.values()) {
            double p = kind.writesOnly && !write ? 0 : kind.probability * harshness[kind.ordinal()];
            p *= weight(kind, call);
            if (u < p) {
                return happens(kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + " " + call)
                        ? kind
                        : null;
            }
            u -= p;
        }
        return null;
    }

    /**
     * Calls that are rare are hit more often, and the most dangerous place of all most: decided, a token in hand, not
     * yet shifted.
     */
    private static double weight(Kind kind, String call) {
        if (kind == Kind.FREEZE) {
            return call.equals("endpoint.shift") ? SHIFTS_FROZEN : 1;
        }
        return call.equals("endpoint.undeploy")
                ? 10
                : call.startsWith("endpoint.") || call.startsWith("registry.") ? 6 : 1;
    }

    /** Whether something else goes wrong: a message is lost, doubled, late. */
    boolean strikes(String what, double probability) {
        return chance.in(probability * messages) && on && happens(what);
    }

    private boolean happens(String what) {
        boolean happens = allowed.test(drawn++);
        if (happens) {
            coverage.saw("fault " + what);
            schedule.add("#" + (drawn - 1) + " " + what + " in " + handler.get());
        }
        return happens;
    }

    /** Who is told to run at the moment, for the schedule. */
    void handler(Supplier<String> running) {
        handler = running;
    }

    List<String> schedule() {
        return List.copyOf(schedule);
    }

    /** How many there were, left out ones included. */
    int drawn() {
        return drawn;
    }

    void stop() {
        on = false;
    }

    boolean on() {
        return on;
    }
}
