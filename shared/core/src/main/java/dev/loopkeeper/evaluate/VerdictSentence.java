package dev.loopkeeper.evaluate;

import dev.loopkeeper.config.LoopConfig.Promote;
import dev.loopkeeper.edge.Figures;
import dev.loopkeeper.evaluate.Comparison.Slice;
import java.util.Locale;

/** The verdict as a person reads it: what happens, the numbers, and why. */
final class VerdictSentence {
    private VerdictSentence() {}

    static String of(Findings f, Promote rule, String championVersion, double confidence) {
        String fate = f.blessedBy(rule) ? "Blessed" : "Champion kept";
        return "%s: %s %s against %s of %s on the same %s rows, %s. %s%s"
                .formatted(
                        fate,
                        f.metric().title(),
                        Figures.number(f.estimate().challenger()),
                        Figures.number(f.estimate().champion()),
                        championVersion,
                        Figures.count(f.rows()),
                        gain(f, confidence),
                        why(f, rule),
                        reuse(f, confidence));
    }

    private static String gain(Findings f, double confidence) {
        Estimate e = f.estimate();
        String direction = e.difference() > 0 ? "better by " : e.difference() < 0 ? "worse by " : "a difference of ";
        double level = Math.max(confidence, 1 - f.alpha());
        return "%s%s (%s interval of the gain %s to %s, %s)"
                .formatted(
                        direction,
                        Figures.number(Math.abs(e.difference())),
                        Figures.percent(level),
                        Figures.signed(e.low()),
                        Figures.signed(e.high()),
                        testTitle(e.test()));
    }

    private static String why(Findings f, Promote rule) {
        if (f.evidence().identical()) {
            return "Both versions answered every row alike: there is nothing to gain, or the champion was scored twice.";
        }
        if (f.shownWorse()) {
            return "The challenger is shown worse.";
        }
        if (f.worstSlice().isPresent()) {
            Slice s = f.worstSlice().get();
            return "It is worse where %s is %s: %s against %s on %s rows, after Holm's correction over %s slices."
                    .formatted(
                            s.column(),
                            shortened(s.value()),
                            Figures.number(s.challenger()),
                            Figures.number(s.champion()),
                            Figures.count(s.rows()),
                            Figures.count(f.slices().size()));
        }
        if (f.harmful()) {
            return harm(f);
        }
        return quiet(f, rule);
    }

    private static String harm(Findings f) {
        double before = f.metric().error(f.estimate().champion());
        double growth = f.metric().error(f.estimate().challenger()) / before - 1;
        return "Its error is larger%s: not significant yet, but these rows cannot rule out that it is doubled."
                .formatted(before > 0 ? " by " + Figures.percent(growth) : "");
    }

    private static String quiet(Findings f, Promote rule) {
        String ruleName = rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (f.outvoted()) {
            return "Not shown worse, but where the versions differ the rows speak %s to 1 for the champion; promote: %s %s."
                    .formatted(
                            Figures.number(f.evidence().differing().oddsForChampion()),
                            ruleName,
                            rule == Promote.NOT_WORSE ? "keeps the champion at such odds" : "asks for more");
        }
        if (f.worseInStretches()) {
            return "The loss comes from a few stretches of the holdout and says little about other rows; promote: %s %s."
                    .formatted(ruleName, f.blessedBy(rule) ? "accepts what is not worse throughout" : "asks for more");
        }
        String tie = f.tiedByAccuracy() ? tie(f) : "";
        switch (f.verdict()) {
            case BETTER:
                return "%sIt is %s, which promote: %s %s."
                        .formatted(tie, strength(f), ruleName, f.blessedBy(rule) ? "accepts" : "does not accept");
            case NOT_WORSE:
                return "%sIt is not better, and a loss beyond the margin of %s is excluded; promote: %s %s."
                        .formatted(
                                tie,
                                Figures.number(f.margin()),
                                ruleName,
                                f.blessedBy(rule) ? "accepts that" : "asks for more");
            default:
                return "These rows cannot tell whether it is worse, they can prove a margin of %s; promote: %s %s."
                        .formatted(
                                Figures.number(f.margin()),
                                ruleName,
                                f.blessedBy(rule) ? "accepts what is not shown worse" : "asks for more");
        }
    }

    private static String strength(Findings f) {
        return f.estimate().shownBetter(f.alpha())
                ? "significantly better"
                : "better and not shown worse, not significant";
    }

    private static String tie(Findings f) {
        return "Accuracy is a tie within its standard error of %s, and the Brier score decides (gain %s). "
                .formatted(
                        Figures.number(f.estimate().standardError()),
                        Figures.signed(f.evidence().brierGain()));
    }

    private static String reuse(Findings f, double confidence) {
        return 1 - f.alpha() > confidence + 1e-12
                ? " The interval is wider because this holdout has judged before."
                : "";
    }

    /** The name of a test for a person. */
    static String testTitle(String test) {
        switch (test) {
            case "mcnemar":
                return "McNemar's test";
            case "delong":
                return "DeLong's test";
            default:
                return test.replace('-', ' ');
        }
    }

    private static String shortened(String value) {
        String clean = value.replaceAll("\\p{Cntrl}", "?");
        return "'" + (clean.length() > 60 ? clean.substring(0, 60) + "..." : clean) + "'";
    }
}
