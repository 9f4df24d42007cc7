package dev.loopkeeper.rollout;

import dev.loopkeeper.config.LoopConfig.JudgedValue;
import dev.loopkeeper.config.LoopConfig.Worse;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts the reading of a business value into a sentence, and its numbers beside it. */
record ValueReport(ValueReading reading, JudgedValue terms, Guard guard, Step step) {
    String sentence() {
        String counts = Words.count(reading.count()) + " values against " + Words.count(reading.baseCount())
                + " of the champion";
        if (!reading.ready()) {
            return "Value: " + counts + ", too few to judge (needs " + ValueReading.LEAST_VALUES + " of each in "
                    + ValueReading.LEAST_WINDOWS + " windows).";
        }
        double mean = reading.champion() + reading.difference();
        return "Value: mean " + Words.number(mean) + " against " + Words.number(reading.champion())
                + " of the champion in the same windows, difference " + Words.number(reading.difference()) + relative()
                + " (95 % confidence sequence " + Words.number(reading.difference() - reading.reach()) + " to "
                + Words.number(reading.difference() + reading.reach()) + "), " + counts + "; evidence for more than "
                + Words.percent(terms.tolerance()) + (terms.worse() == Worse.LOWER ? " lower " : " higher ")
                + Words.odds(reading.worse()) + " (needs " + Words.odds(guard.valueNeeded()) + "), for less than that "
                + Words.odds(reading.safe()) + " (needs " + Words.odds(Guard.safeNeeded(step.last())) + ").";
    }

    private String relative() {
        return reading.champion() == 0
                ? ""
                : ", " + (reading.difference() < 0 ? "-" : "+")
                        + Words.percent(Math.abs(reading.difference() / reading.champion()));
    }

    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("value.challengerCount", (double) reading.count());
        numbers.put("value.baselineCount", (double) reading.baseCount());
        numbers.put("value.challenger", reading.champion() + reading.difference());
        numbers.put("value.baseline", reading.champion());
        numbers.put("value.difference", reading.difference());
        numbers.put("value.low", reading.difference() - reading.reach());
        numbers.put("value.high", reading.difference() + reading.reach());
        numbers.put("value.evidence", Math.exp(reading.worse()));
        numbers.put("value.needed", Math.exp(guard.valueNeeded()));
        numbers.put("value.safe", Math.exp(reading.safe()));
        numbers.put("value.dispersion", reading.dispersion());
        return numbers;
    }
}
