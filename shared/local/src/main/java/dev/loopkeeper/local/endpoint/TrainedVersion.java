package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.local.trainer.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves what the local trainer made. */
final class TrainedVersion {
  private TrainedVersion() {}

  static VersionScorer load(Path artefact) throws IOException {
    Scorer scorer = Scorer.load(Files.newInputStream(artefact));
    VersionScorer sound = scorer::score;
    return scorer.fault().<VersionScorer>map(fault -> new FaultyScorer(sound, fault)).orElse(sound);
  }
}
