package dev.loopkeeper.azure.telemetry;

import dev.loopkeeper.connectors.rest.RestCall;
import java.util.List;

/** Somebody who takes spans over HTTP. */
@FunctionalInterface
interface Destination {
    /** The call that hands them over. */
    RestCall call(List<StepSpan> spans);
}
