package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a model is steered by while its {@code loop.yaml} is broken: a copy of the last one that was valid.
 *
 * <p>Traffic must be brought back whatever somebody has just written into a file. Nothing new begins under the copy:
 * only {@link #steered} steps are done, and a model whose file was removed has none.
 */
public final class LastValid {
    private static final Set<StepName> STEERED =
            Set.of(StepName.ADJUST_TRAFFIC, StepName.UPDATE_REGISTRY, StepName.NOTIFY_TEAM);
    private static final String ENDING = ".yaml";
    private static final int PAGE = 1_000;

    private final Loops loops;
    private final ObjectStore store;

    /** A configuration to act under; {@code broken} says what is wrong with the current one, if it is the copy. */
    public record Found(LoopConfig config, Optional<String> broken) {}

    public LastValid(Loops loops, ObjectStore store) {
        this.loops = loops;
        this.store = store;
    }

    /** Whether a step is done under the copy: those that move traffic back, and say so. */
    public static boolean steered(StepName step) {
        return STEERED.contains(step);
    }

    /** Copies the model's file as it is now; one that is not valid leaves the copy alone. */
    public void keep(String model) {
        String key = Layout.config(model);
        store.get(key).ifPresent(body -> {
            Loops.read(body, key, model);
            store.put(Layout.valid(model), body);
        });
    }

    /**
     * The current configuration, or the copy while that is broken; empty when the model has no file.
     *
     * @throws LoopException of kind {@code TRANSIENT} when it is broken and there is no copy
     */
    public Optional<Found> find(String model) {
        try {
            return loops.config(model).map(config -> new Found(config, Optional.empty()));
        } catch (LoopException e) {
            if (e.kind() != LoopException.Kind.POISON) {
                throw e;
            }
            LoopConfig copy = copy(model)
                    .orElseThrow(() -> LoopException.transientFailure(
                            Layout.config(model) + " is broken and was never valid; mend it, then try again: "
                                    + e.getMessage(),
                            e));
            return Optional.of(new Found(copy, Optional.of(e.getMessage())));
        }
    }

    /** The copy, as long as the model has a file. */
    public Optional<LoopConfig> copy(String model) {
        String key = Layout.valid(model);
        return store.stat(Layout.config(model)).isEmpty()
                ? Optional.empty()
                : store.get(key).map(body -> Loops.read(body, key, model));
    }

    /** The models that have a copy; one listing a thousand of them and their marks. */
    public List<String> models() {
        List<String> models = new ArrayList<>();
        List<ObjectInfo> page = store.list(Layout.FOLLOWED, "", PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .map(entry -> entry.key().substring(Layout.FOLLOWED.length()))
                    .filter(name -> name.endsWith(ENDING) && name.indexOf('/') < 0)
                    .forEach(name -> models.add(name.substring(0, name.length() - ENDING.length())));
            page = page.size() < PAGE
                    ? List.of()
                    : store.list(Layout.FOLLOWED, page.get(PAGE - 1).key(), PAGE);
        }
        return models;
    }
}
