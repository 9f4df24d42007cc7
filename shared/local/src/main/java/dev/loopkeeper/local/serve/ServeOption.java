package dev.loopkeeper.local.serve;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be set on a serving container: by option, else by {@code LOOPKEEPER_<NAME>}, else by a variable that the
 * platform sets (Vertex AI: {@code AIP_...}, Azure ML: {@code AZUREML_...}), else the default.
 */
enum ServeOption {
    /** Address or path of the artefact or of the folder it lies in. */
    MODEL("", "AIP_STORAGE_URI", "AZUREML_MODEL_DIR"),
    /** File name of the artefact in that folder. */
    ARTIFACT("model.zip"),
    HOST("0.0.0.0"),
    PORT("8080", "AIP_HTTP_PORT"),
    PREDICT_ROUTE("/predict", "AIP_PREDICT_ROUTE"),
    /** Answers 200 once the version is loaded and 503 before and while draining. */
    HEALTH_ROUTE("/health", "AIP_HEALTH_ROUTE"),
    /** Answers 200 as soon as the process listens. */
    LIVE_ROUTE("/live"),
    /** Bytes; the default is what Vertex AI lets through. */
    MAX_BODY("1572864"),
    /** Address of the store that predictions are logged to; none: no log. */
    STORE(""),
    /** Model that predictions are logged under; none: the one the artefact names. */
    MODEL_NAME(""),
    /** Version that predictions are logged under; none: the one that a deployment id of the loop stands for. */
    VERSION(""),
    ID_COLUMN("id"),
    /** After how many seconds a file of predictions is written. */
    LOG_SECONDS("300"),
    /** For how many seconds a stopped server still answers, while traffic moves elsewhere. */
    DRAIN_SECONDS("5");

    private final String otherwise;
    private final List<String> platform;

    ServeOption(String otherwise, String... platform) {
        this.otherwise = otherwise;
        this.platform = List.of(platform);
    }

    String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<ServeOption> of(String flag) {
        return Arrays.stream(values()).filter(o -> o.flag().equals(flag)).findFirst();
    }

    /** The value that the environment gives, else the default; an empty variable counts as none. */
    String from(Map<String, String> env) {
        return variables()
                .map(name -> env.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse(otherwise);
    }

    /** One line for a person. */
    String usage() {
        return flag() + " (" + variables().collect(Collectors.joining(", ")) + ")"
                + (otherwise.isEmpty() ? "" : ", default " + otherwise);
    }

    private Stream<String> variables() {
        return Stream.concat(Stream.of("LOOPKEEPER_" + name()), platform.stream());
    }
}
