package dev.loopkeeper.bench.judge;

import dev.loopkeeper.bench.out.Acceptance;
import dev.loopkeeper.bench.out.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The goals of the judge and whether the tallies meet them; a goal whose scenarios were not run is left out. */
final class JudgeGoals {
    private static final List<String> HEALTHY = List.of("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N9");
    private static final String STRICT = "strict";
    private static final String BALANCED = "balanced";

    private final List<Tally> tallies;
    private final List<Acceptance> goals = new ArrayList<>();

    private JudgeGoals(List<Tally> tallies) {
        this.tallies = tallies;
    }

    static List<Acceptance> of(List<Tally> tallies) {
        JudgeGoals of = new JudgeGoals(tallies);
        of.falseAlarms(STRICT, .01);
        of.falseAlarms(BALANCED, .05);
        of.better();
        of.regressions();
        of.missing();
        of.promotion();
        of.lasting();
        return of.goals;
    }

    private void falseAlarms(String profile, double most) {
        List<Tally> run = HEALTHY.stream()
                .map(id -> find(id, profile))
                .flatMap(Optional::stream)
                .toList();
        run.stream()
                .max((a, b) -> Double.compare(a.rollback().value(), b.rollback().value()))
                .ifPresent(worst -> goals.add(Acceptance.of(
                        "false rollbacks, N1-N7 and N9, " + profile,
                        "<= " + percent(most) + " each",
                        "worst " + worst.rollback().interval() + " % ("
                                + worst.scenario().id() + ")",
                        worst.rollback().value() <= most)));
    }

    private void better() {
        for (String profile : List.of(STRICT, BALANCED)) {
            share(
                    "N8",
                    profile,
                    "rollbacks of half the errors, " + profile,
                    "0 %",
                    Tally::rollback,
                    s -> s.hits() == 0);
        }
    }

    private void regressions() {
        share("R4", STRICT, "r = 3 found, strict", ">= 99 %", Tally::rollback, s -> s.value() >= .99);
        find("R4", STRICT).ifPresent(t -> {
            int minute = t.medianMinute().orElse(Integer.MAX_VALUE);
            String measured = String.format(Locale.ROOT, "minute %d, %.1f harmed", minute, t.harmed());
            goals.add(Acceptance.of(
                    "r = 3 median and harm, strict", "<= 37, <= 26", measured, minute <= 37 && t.harmed() <= 26));
            goals.add(Acceptance.stretch(
                    "r = 3 median and harm, strict", "<= 23, <= 11", measured, minute <= 23 && t.harmed() <= 11));
        });
        share("R3", STRICT, "r = 2 found, strict", ">= 87 %", Tally::rollback, s -> s.value() >= .87);
        share("R3", BALANCED, "r = 2 found, balanced", ">= 98 %", Tally::rollback, s -> s.value() >= .98);
        find("D3", STRICT)
                .ifPresent(t -> goals.add(Acceptance.of(
                        "50 % errors, strict",
                        "minute 1, <= 15 harmed",
                        String.format(
                                Locale.ROOT,
                                "minute %d, %.1f harmed, %s %%",
                                t.medianMinute().orElse(-1),
                                t.harmed(),
                                t.rollback().percent()),
                        t.medianMinute().orElse(-1) == 1
                                && t.harmed() <= 15.5
                                && t.rollback().value() == 1)));
    }

    private void missing() {
        for (String profile : List.of(STRICT, BALANCED)) {
            find("N6", profile)
                    .ifPresent(t -> goals.add(Acceptance.of(
                            "moves on missing data, N6, " + profile,
                            "0 rollouts",
                            t.blind() + " rollouts",
                            t.blind() == 0)));
        }
    }

    private void promotion() {
        for (String profile : List.of(STRICT, BALANCED)) {
            find("P1", profile)
                    .ifPresent(t -> goals.add(Acceptance.of(
                            "healthy 600 a minute promoted, " + profile,
                            "<= minute 27",
                            "minute " + t.promoteMinute().orElse(-1) + ", "
                                    + t.promoted().percent() + " %",
                            t.promoteMinute().orElse(Integer.MAX_VALUE) <= 27)));
        }
    }

    private void lasting() {
        share("N10", STRICT, "lasting noise, N10, strict", "<= 2 %", Tally::rollback, s -> s.value() <= .02);
        find("N10", STRICT)
                .ifPresent(t -> goals.add(Acceptance.stretch(
                        "lasting noise, N10, strict",
                        "<= 1 %",
                        t.rollback().interval() + " %",
                        t.rollback().value() <= .01)));
    }

    private void share(
            String id, String profile, String goal, String asked, Function<Tally, Share> of, Predicate<Share> met) {
        find(id, profile)
                .map(of)
                .ifPresent(s -> goals.add(Acceptance.of(goal, asked, s.interval() + " %", met.test(s))));
    }

    private Optional<Tally> find(String id, String profile) {
        return tallies.stream().filter(t -> t.is(id, profile)).findFirst();
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
