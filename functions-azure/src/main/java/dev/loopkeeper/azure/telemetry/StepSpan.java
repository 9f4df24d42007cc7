package dev.loopkeeper.azure.telemetry;

import java.time.Instant;
import java.util.Map;

/**
 * One step, as a span of OpenTelemetry.
 *
 * @param trace 32 hexadecimal digits, those of its {@link LoopCycle}
 * @param id 16 hexadecimal digits
 * @param name the function
 * @param failed whether the step threw
 * @param attributes what is known of it; none is a secret
 */
record StepSpan(
        String trace,
        String id,
        String name,
        Instant start,
        Instant end,
        boolean failed,
        Map<String, String> attributes) {}
