package dev.loopkeeper.bench.retrain;

/** A drift detector on a stream of losses. */
interface Detector {
    /** Takes the loss of one row; says whether it sees a drift now. */
    boolean add(double loss);
}
