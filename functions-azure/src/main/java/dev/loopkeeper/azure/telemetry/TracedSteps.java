package dev.loopkeeper.azure.telemetry;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.StepWatch;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.StepName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Tells of every step as a span in the trace of its {@link LoopCycle}: function, model, run, version and outcome. What
 * goes wrong on the way is logged, and the step knows nothing of it.
 */
final class TracedSteps implements StepWatch {
    private static final Logger LOG = LogManager.getLogger(TracedSteps.class);

    private final SpanSender sender;
    private final Function<String, LoopState> states;
    private final Supplier<String> hostTrace;
    private final InstantSource clock;

    /**
     * @param states the state of a model
     * @param hostTrace the trace that the host's own lines of this invocation have; empty when there is none
     */
    TracedSteps(
            SpanSender sender, Function<String, LoopState> states, Supplier<String> hostTrace, InstantSource clock) {
        this.sender = sender;
        this.states = states;
        this.hostTrace = hostTrace;
        this.clock = clock;
    }

    @Override
    public boolean during(StepName step, String model, BooleanSupplier work) {
        Instant start = clock.instant();
        String outcome = "failed";
        try {
            boolean done = work.getAsBoolean();
            outcome = done ? "done" : "no-configuration";
            return done;
        } catch (LoopException e) {
            outcome = e.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
            throw e;
        } finally {
            tell(step, model, start, outcome);
        }
    }

    private void tell(StepName step, String model, Instant start, String outcome) {
        try {
            Instant end = clock.instant();
            LoopCycle cycle = LoopCycle.of(step, states.apply(model));
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("faas.name", step.text());
            attributes.put("loopkeeper.model", model);
            attributes.put("loopkeeper.cycle", Integer.toString(cycle.number()));
            cycle.run().ifPresent(run -> attributes.put("loopkeeper.run", run));
            cycle.version().ifPresent(version -> attributes.put("loopkeeper.version", version));
            attributes.put("loopkeeper.outcome", outcome);
            String host = hostTrace.get();
            if (!host.isEmpty()) {
                attributes.put("loopkeeper.host_trace", host);
            }
            boolean failed = !outcome.equals("done") && !outcome.equals("no-configuration");
            sender.send(new StepSpan(cycle.trace(model), id(), step.text(), start, end, failed, attributes));
        } catch (RuntimeException e) {
            LOG.warn("{} of model {} is missing from its trace: {}", step.text(), model, e.getMessage());
        }
    }

    /** Never zero, which means no span. */
    private static String id() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }
}
