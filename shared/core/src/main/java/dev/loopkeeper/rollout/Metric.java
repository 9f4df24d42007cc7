package dev.loopkeeper.rollout;

/** The guarded metrics of a rollout. */
enum Metric {
    ERRORS("errors", "errors"),
    /** Slower than the champion's frozen 95th percentile. */
    SLOW("slow", "slow answers");

    private final String key;
    private final String words;

    Metric(String key, String words) {
        this.key = key;
        this.words = words;
    }

    String key() {
        return key;
    }

    String words() {
        return words;
    }

    long events(VersionWindow window) {
        return this == ERRORS ? window.errors() : window.slow();
    }
}
