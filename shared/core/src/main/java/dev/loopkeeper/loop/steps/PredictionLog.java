package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.evaluate.PredictionLine;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What endpoints answered, newest files first, read only as far back as outcomes are still to be found.
 *
 * <p>Anybody's server writes these files, and a disk that was full leaves half a line: what cannot be read counts for
 * nothing and keeps nobody from the rest.
 */
final class PredictionLog {
    private static final Logger LOG = LogManager.getLogger(PredictionLog.class);
    private static final int PAGE = 1_000;
    private static final int MOST_FILES = 5_000;

    private final ObjectStore store;

    PredictionLog(ObjectStore store) {
        this.store = store;
    }

    /** The outcomes that were found under one version. */
    static final class Joined {
        private final String version;
        private long rows;
        private double loss;
        private Instant lastAt = Instant.EPOCH;

        Joined(String version) {
            this.version = version;
        }

        String version() {
            return version;
        }

        long rows() {
            return rows;
        }

        double meanLoss() {
            return loss / rows;
        }

        Instant lastAt() {
            return lastAt;
        }

        private void add(double more, Instant at) {
            rows++;
            loss += more;
            lastAt = at.isAfter(lastAt) ? at : lastAt;
        }
    }

    List<Joined> join(LoopConfig config, Map<String, String> outcomes, LoopState state) {
        Set<String> wanted = new HashSet<>(outcomes.keySet());
        List<ObjectInfo> files = newestFirst(config.model());
        Map<String, Joined> byVersion = new HashMap<>();
        for (ObjectInfo file : files) {
            if (wanted.isEmpty()) {
                break;
            }
            String version = file.key().split("/")[2];
            Optional<ServingVersion.Labels> labels = labels(config, state, version);
            Joined joined = byVersion.computeIfAbsent(version, Joined::new);
            read(file.key(), line -> {
                if (wanted.remove(line.id())) {
                    labels.flatMap(known -> known.loss(outcomes.get(line.id()), line.value()))
                            .ifPresent(loss -> joined.add(loss, line.at()));
                }
            });
        }
        return byVersion.values().stream()
                .filter(j -> j.rows > 0)
                .sorted(Comparator.comparing(Joined::version))
                .toList();
    }

    private List<ObjectInfo> newestFirst(String model) {
        String root = "predictions/" + model + "/";
        List<ObjectInfo> files = new ArrayList<>();
        List<ObjectInfo> page = store.list(root, "", PAGE);
        while (!page.isEmpty()) {
            files.addAll(page);
            page = page.size() < PAGE
                    ? List.of()
                    : store.list(root, page.get(page.size() - 1).key(), PAGE);
        }
        files.sort(
                Comparator.comparing((ObjectInfo f) -> f.key().substring(f.key().lastIndexOf('/')))
                        .reversed());
        return files.subList(0, Math.min(MOST_FILES, files.size()));
    }

    private void read(String key, Consumer<PredictionLine> sink) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(store.open(key), StandardCharsets.UTF_8))) {
            long unreadable = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<PredictionLine> read = line.isBlank() ? Optional.empty() : parsed(line);
                read.ifPresent(sink);
                unreadable += line.isBlank() || read.isPresent() ? 0 : 1;
            }
            if (unreadable > 0) {
                LOG.warn("prediction log {}: {} lines cannot be read, their outcomes do not count", key, unreadable);
            }
        } catch (IOException e) {
            throw LoopException.transientFailure(
                    "prediction log '" + key + "' could not be read: " + e.getMessage(), e);
        }
    }

    private static Optional<PredictionLine> parsed(String line) {
        try {
            return Optional.of(PredictionLine.parse(line));
        } catch (LoopException e) {
            return Optional.empty();
        }
    }

    /** Empty for a regression without a scale: nobody can say then how wrong a number is. */
    private static Optional<ServingVersion.Labels> labels(LoopConfig config, LoopState state, String version) {
        List<ServingVersion> known = new ArrayList<>(state.serving().healthy());
        state.serving().rollout().trial().ifPresent(known::add);
        ServingVersion.Labels labels = known.stream()
                .filter(v -> v.version().equals(version))
                .map(ServingVersion::labels)
                .findFirst()
                .orElse(ServingVersion.Labels.UNKNOWN);
        boolean measurable = config.data().task() != LoopConfig.Task.REGRESSION
                || labels.scale().isPresent();
        return measurable ? Optional.of(labels) : Optional.empty();
    }
}
