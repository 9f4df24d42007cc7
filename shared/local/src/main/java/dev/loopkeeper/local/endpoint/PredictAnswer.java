package dev.loopkeeper.local.endpoint;

import java.util.List;

/**
 * What a prediction request is answered with.
 *
 * @param version that answered, the same for all instances of a request
 */
record PredictAnswer(List<Prediction> predictions, String version) {
    /** One instance's answer. */
    record Prediction(String id, double value) {}
}
