package dev.loopkeeper.local.endpoint;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A kind of artefact the endpoint can serve. Further kinds are found with {@link java.util.ServiceLoader} on the class
 * path; what none of them claims is read as the trainer's own artefact.
 */
public interface VersionFormat {
    /** Whether an artefact of this file name is of this kind. */
    boolean reads(String fileName);

    /** Loads the version; whatever it throws fails the deployment and is shown with it. */
    VersionScorer load(Path artefact) throws IOException;
}
