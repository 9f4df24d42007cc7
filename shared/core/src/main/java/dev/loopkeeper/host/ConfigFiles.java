package dev.loopkeeper.host;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.ModelName;
import dev.loopkeeper.edge.Digest;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.steps.LastValid;
import dev.loopkeeper.loop.steps.Sweep;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Follows {@code models/<model>/loop.yaml}: a new or changed file is looked at once, with or without an event.
 *
 * <p>A mark {@code followed/<model>/<version>} says that it was; a data prefix other than {@code data/<model>/} is kept
 * under {@code prefixes/}, so that the owner of an upload is found without reading every configuration. A valid file is
 * copied, see {@link LastValid}, and uploads that came before it are taken in, see {@link Backlog}.
 */
public final class ConfigFiles {
    private static final Logger LOG = LogManager.getLogger(ConfigFiles.class);
    private static final String FILE = "/loop.yaml";
    private static final int DIGITS = 16;
    /** After so many calls everything is looked at again, whatever this instance believes. */
    private static final int TRUSTED = 60;

    private final Ground ground;
    private final Sweep sweep;
    private final LastValid lastValid;
    private final Backlog backlog;
    private Optional<List<ObjectInfo>> settled = Optional.empty();
    private int trusted;

    public ConfigFiles(Ground ground) {
        this.ground = ground;
        this.sweep = new Sweep(ground.loops(), ground.store(), ground.queue(), ground.clock());
        this.lastValid = new LastValid(ground.loops(), ground.store());
        this.backlog = new Backlog(ground);
    }

    /** The model whose configuration a key is. */
    static Optional<String> model(String key) {
        boolean fits = key.startsWith(Layout.MODELS)
                && key.endsWith(FILE)
                && key.length() > Layout.MODELS.length() + FILE.length();
        return Optional.of(fits ? key.substring(Layout.MODELS.length(), key.length() - FILE.length()) : "")
                .filter(ModelName::allowed);
    }

    /**
     * Looks at every file that no event told of, forgets models whose file is gone, and goes on with uploads that came
     * before their configuration; returns how many files were new.
     *
     * <p>For a timer: one listing for an instance that left nothing to do the last time and finds the files as they
     * were, else three. A broken file is logged and looked at again next time.
     */
    public synchronized int lookForNew() {
        List<ObjectInfo> files = files();
        if (trusted < TRUSTED && settled.filter(files::equals).isPresent()) {
            trusted++;
            return 0;
        }
        settled = Optional.empty();
        Set<String> marks = new HashSet<>();
        Pages.all(ground.store(), Layout.FOLLOWED).forEach(mark -> marks.add(mark.key()));
        int found = 0;
        for (ObjectInfo file : files) {
            found += !marks.contains(mark(file)) && followed(file, marks) ? 1 : 0;
        }
        boolean nothingLeft = files.stream().allMatch(file -> marks.contains(mark(file)))
                && marks.stream().noneMatch(mark -> mark.endsWith(Layout.BACKLOG_ENDING));
        forget(files, marks);
        takeBacklogs(marks);
        settled = Optional.of(files).filter(f -> nothingLeft);
        trusted = 0;
        return found;
    }

    /**
     * Removes what is kept of files and versions of files that are no more. Whatever is kept was written after its
     * file: so the files are listed once more, or those of a model that has just come would be removed with the rest.
     */
    private void forget(List<ObjectInfo> files, Set<String> marks) {
        Set<String> kept = new HashSet<>(marks);
        Pages.all(ground.store(), Layout.DATA_PREFIXES).forEach(p -> kept.add(p.key()));
        kept.removeAll(keysOf(files));
        if (!kept.isEmpty()) {
            kept.removeAll(keysOf(files()));
            kept.forEach(ground.store()::delete);
            marks.removeAll(kept);
        }
    }

    private List<ObjectInfo> files() {
        return Pages.all(ground.store(), Layout.MODELS).stream()
                .filter(file -> model(file.key()).isPresent())
                .toList();
    }

    /** What may be kept of these files. */
    private static Set<String> keysOf(List<ObjectInfo> files) {
        Set<String> keys = new HashSet<>();
        for (ObjectInfo file : files) {
            String model = model(file.key()).orElseThrow();
            keys.addAll(List.of(mark(file), Layout.valid(model), Layout.backlog(model), Layout.dataPrefix(model)));
        }
        return keys;
    }

    private static String mark(ObjectInfo file) {
        return mark(model(file.key()).orElseThrow(), file);
    }

    private boolean followed(ObjectInfo file, Set<String> marks) {
        try {
            Optional<LoopConfig> config = begin(file);
            config.ifPresent(c -> marks.add(Layout.backlog(c.model())));
            return config.isPresent();
        } catch (LoopException e) {
            LOG.error("{} is not followed:\n{}", file.key(), e.getMessage());
            return false;
        }
    }

    private void takeBacklogs(Set<String> marks) {
        int left = Backlog.A_TURN;
        for (String mark : new TreeSet<>(marks)) {
            if (mark.endsWith(Layout.BACKLOG_ENDING) && left > 0) {
                String model = mark.substring(Layout.FOLLOWED.length(), mark.length() - Layout.BACKLOG_ENDING.length());
                left -= turn(model, left);
            }
        }
    }

    /** A broken or absent configuration leaves the backlog as it is; its mending opens it anew. */
    private int turn(String model, int limit) {
        try {
            return ground.loops()
                    .config(model)
                    .map(config -> backlog.turn(config, limit))
                    .orElse(0);
        } catch (LoopException e) {
            LOG.warn("what came early for model {} is taken in later: {}", model, e.getMessage());
            return 0;
        }
    }

    /**
     * Looks at the model of one file; {@code false} when that version was looked at before, or it is no configuration.
     *
     * @throws LoopException of kind {@code POISON} with every problem of a broken file
     */
    public boolean follow(ObjectInfo file) {
        Optional<LoopConfig> config = begin(file);
        config.ifPresent(c -> turn(c.model(), Backlog.A_TURN));
        return config.isPresent();
    }

    /** All but the backlog, which is opened before the mark says that the file was looked at. */
    private Optional<LoopConfig> begin(ObjectInfo file) {
        Optional<String> model = model(file.key());
        if (model.isEmpty() || ground.store().stat(mark(model.get(), file)).isPresent()) {
            return Optional.empty();
        }
        Optional<LoopConfig> config = ground.loops().config(model.get());
        if (config.isPresent()) {
            rememberPrefix(config.get());
            lastValid.keep(model.get());
            sweep.look(config.get());
            backlog.open(model.get());
            ground.store().putIfAbsent(mark(model.get(), file), new byte[0]);
        }
        return config;
    }

    private void rememberPrefix(LoopConfig config) {
        String key = Layout.dataPrefix(config.model());
        if (config.data().prefix().equals("data/" + config.model() + "/")) {
            ground.store().delete(key);
        } else {
            ground.store().put(key, config.data().prefix().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Says that this version of a model's file was looked at. */
    static String mark(String model, ObjectInfo file) {
        return Layout.followed(model, Digest.hex(file.version()).substring(0, DIGITS));
    }
}
