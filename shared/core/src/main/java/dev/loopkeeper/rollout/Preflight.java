package dev.loopkeeper.rollout;
public record Preflight(String sentence) {
  public static Preflight of(dev.loopkeeper.config.LoopConfig.Rollout terms, double requestsPerWindow, double baselineErrorRate) { return new Preflight(""); }
}
