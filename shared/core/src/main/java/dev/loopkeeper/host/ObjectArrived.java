package dev.loopkeeper.host;

import dev.loopkeeper.config.DataPrefix;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.ModelName;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectKeys;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out what a stored object is and hands it to its step: uploads, outcomes, the end of a training run, a
 * configuration. Loopkeeper's own outputs are nothing, so that an output never triggers an input.
 *
 * <p>A redelivery changes nothing.
 */
public final class ObjectArrived {
    private static final Pattern EVALUATION =
            Pattern.compile("runs/(" + ModelName.PATTERN + ")/[A-Za-z0-9._-]{1,128}/evaluation\\.json");
    private static final Pattern OUTCOMES = Pattern.compile("outcomes/(" + ModelName.PATTERN + ")/.+");

    private final Ground ground;
    private final ConfigFiles files;
    private final Brought brought;

    /** What a step has to do with the object; {@link StepName#SWEEP} stands for a look at the model. */
    public record Route(StepName step, String model) {}

    /** A route with the configuration, where finding it has read that. */
    private record Found(Route route, Optional<LoopConfig> config) {
        static Found of(StepName step, String model) {
            return new Found(new Route(step, model), Optional.empty());
        }
    }

    public ObjectArrived(Ground ground, ConfigFiles files) {
        this.ground = ground;
        this.files = files;
        this.brought = new Brought(ground);
    }

    /** Does all that follows from the object, and says what that was. */
    public List<Route> take(ObjectInfo object) {
        return take(object, EnumSet.allOf(StepName.class));
    }

    /**
     * Does what those steps have to do with the object, for hosts that give each step a trigger of its own.
     *
     * @throws LoopException of kind {@code POISON} for a forbidden name or an unreadable object; {@code TRANSIENT}
     *     while the configuration of the model is broken, because the upload is taken as soon as it is mended
     */
    public List<Route> take(ObjectInfo object, Set<StepName> steps) {
        List<Found> found = find(object).stream()
                .filter(f -> steps.contains(f.route().step()))
                .toList();
        InTurn.each(object.key(), found.stream(), f -> follow(f, object));
        return found.stream().map(Found::route).toList();
    }

    /** What the object is; empty when it is nothing to us. */
    public List<Route> routes(ObjectInfo object) {
        return find(object).stream().map(Found::route).toList();
    }

    private List<Found> find(ObjectInfo object) {
        if (object.key().endsWith("/")) {
            // Storage consoles make an empty object for a folder.
            return List.of();
        }
        String key = ObjectKeys.check(object.key());
        Optional<String> configured = ConfigFiles.model(key);
        if (configured.isPresent()) {
            return List.of(Found.of(StepName.SWEEP, configured.get()));
        }
        Matcher evaluation = EVALUATION.matcher(key);
        if (evaluation.matches()) {
            return List.of(Found.of(StepName.COMPARE_METRICS, evaluation.group(1)));
        }
        Matcher truth = OUTCOMES.matcher(key);
        if (truth.matches()) {
            return List.of(Found.of(StepName.SCORE_OUTCOMES, truth.group(1)));
        }
        return DataPrefix.ours(key)
                ? List.of()
                : whileBroken(() -> ground.models().keeping(key)).stream()
                        .map(c -> new Found(new Route(StepName.INGEST_DATA, c.model()), Optional.of(c)))
                        .toList();
    }

    private void follow(Found found, ObjectInfo object) {
        Route route = found.route();
        switch (route.step()) {
            case SWEEP -> files.follow(object);
            case COMPARE_METRICS ->
                ground.queue().send(route.step(), route.model(), ground.clock().instant());
            default ->
                found.config()
                        .or(() -> whileBroken(() -> ground.models().config(route.model())))
                        .ifPresent(config -> take(config, object));
        }
    }

    /** Takes in an upload or a file of outcomes of one model; {@code false} when it was taken before or is neither. */
    public boolean take(LoopConfig config, ObjectInfo object) {
        return brought.take(config, object);
    }

    /** Whether a key is an upload or a file of outcomes of the model. */
    public static boolean concerns(LoopConfig config, String key) {
        return key.startsWith(config.data().prefix()) || key.startsWith(Layout.outcomesPrefix(config.model()));
    }

    /** What waits for a broken configuration comes again until that is mended. */
    private static <T> T whileBroken(Supplier<T> read) {
        try {
            return read.get();
        } catch (LoopException e) {
            if (e.kind() == LoopException.Kind.POISON) {
                throw LoopException.transientFailure("waits until it is mended: " + e.getMessage(), e);
            }
            throw e;
        }
    }
}
