package dev.loopkeeper.bench.retrain;

import dev.loopkeeper.replay.AgeMatrix;
import dev.loopkeeper.replay.SampleRows;

/** A stream cut into batches, with its matrix of ages. */
record History(SampleRows rows, int batchRows, int window, AgeMatrix matrix) {
  static History of(SampleRows rows, int batchRows, int window) {
    return new History(rows, batchRows, window, AgeMatrix.build(rows, batchRows, window));
  }
}
