package dev.loopkeeper.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** The sections of {@code loop.yaml}. */
final class ConfigSections {
    /** Sections with their dot, in the order of the file, and what they are for. */
    static final Map<String, String> ALL = sections();

    private ConfigSections() {}

    private static Map<String, String> sections() {
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("", "One model's loop: everything a person decides about it");
        sections.put("data.", "where batches come from and how to read them");
        sections.put("retrain.", "when a retrain is worth it");
        sections.put("retrain.price.", "what a run costs");
        sections.put("retrain.budget.", "what training may cost");
        sections.put("retrain.cure.", "what a retrain cures");
        sections.put("training.", "how a version is made");
        sections.put("evaluate.", "how challenger and champion are compared");
        sections.put("rollout.", "how a version takes over the traffic");
        sections.put("rollout.errorBudget.", "hard limits of a rollout");
        sections.put("rollout.judge.", "how much evidence the judge wants");
        sections.put(
                "rollout.judge.value.",
                "a business value of each answer that the judge guards, e.g. a price or a probability");
        sections.put("rollback.", "what rolls back besides the judge");
        return sections;
    }
}
