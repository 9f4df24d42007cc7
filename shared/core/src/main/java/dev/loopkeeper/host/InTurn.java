package dev.loopkeeper.host;

import dev.loopkeeper.edge.LoopException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Does the same for several things: one that fails must not keep the others from their turn.
 *
 * <p>What failed is thrown at the end, what may heal first, so that whoever asked asks again; a second time changes
 * nothing for those that went well.
 */
final class InTurn {
    private static final Logger LOG = LogManager.getLogger(InTurn.class);

    private InTurn() {}

    /** @param what names the work in the log */
    static <T> void each(String what, Stream<T> things, Consumer<T> work) {
        List<RuntimeException> failed = new ArrayList<>();
        things.forEach(thing -> {
            try {
                work.accept(thing);
            } catch (LoopException e) {
                LOG.warn("{}: {}", what, e.getMessage());
                failed.add(e);
            } catch (RuntimeException e) {
                LOG.error("{} met a defect: {}", what, e.toString(), e);
                failed.add(e);
            }
        });
        failed.stream().min(Comparator.comparing(InTurn::hopeless)).ifPresent(e -> {
            throw e;
        });
    }

    private static boolean hopeless(RuntimeException e) {
        return e instanceof LoopException known && known.kind() == LoopException.Kind.POISON;
    }
}
