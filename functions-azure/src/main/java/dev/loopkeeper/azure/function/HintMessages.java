package dev.loopkeeper.azure.function;

import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.Hints;
import dev.loopkeeper.loop.StepName;

/** Takes the hints of {@link Hints} from a queue or a timer; one that nobody can read becomes a dead letter. */
public record HintMessages(Guarded guarded, Hints hints) implements EventDesk {
    @Override
    public void take(StepName function, byte[] input) {
        guarded.run(function, input, () -> hints.follow(function, input));
    }
}
