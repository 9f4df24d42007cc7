package dev.loopkeeper.azure.function;

import dev.loopkeeper.azure.events.AzureMlEvents;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.Hints;
import dev.loopkeeper.host.ObjectEvents;
import dev.loopkeeper.loop.StepName;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Takes what Event Grid delivers: a stored blob and, for {@code compare-metrics}, the end of a training job.
 *
 * <p>What nobody can read becomes a dead letter of ours and is acknowledged: Event Grid drops what it is refused for
 * good unless the subscription has a dead-letter container, and tries anything else again for a day.
 */
public record GridEvents(Guarded guarded, BlobCreated blobs, ObjectEvents objects, Supplier<Hints> hints)
        implements EventDesk {
    private static final String WORKSPACE = "microsoft.machinelearningservices.";

    @Override
    public void take(StepName function, byte[] input) {
        guarded.run(function, input, () -> follow(function, GridEvent.parse(input)));
    }

    private void follow(StepName function, GridEvent event) {
        if (event.type().equals(BlobCreated.TYPE)) {
            blobs.object(event).ifPresent(object -> objects.follow(function, object));
        } else if (function == StepName.COMPARE_METRICS
                && event.type().toLowerCase(Locale.ROOT).startsWith(WORKSPACE)) {
            AzureMlEvents.parse(event.json()).ifPresent(run -> hints.get().ended(run.jobName()));
        } else {
            throw LoopException.poison("event is of type '" + event.shownType() + "', expected " + BlobCreated.TYPE);
        }
    }
}
