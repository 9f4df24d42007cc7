package dev.loopkeeper.replay;

import dev.loopkeeper.data.BatchProfile;
import dev.loopkeeper.data.ColumnProfile;
import dev.loopkeeper.edge.LoopException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Chooses the features of a replay: those that are written down, or all that a file offers. */
public final class FeatureList {
    private static final int FLAGS = 20;
    private static final int MOST = 64;
    private static final double READABLE = .95;

    private FeatureList() {}

    /**
     * Reads a list such as {@code Distance,CRSDepTime:hhmm,UniqueCarrier=US|UA}; a bare name of a column of words
     * becomes flags of its most frequent values.
     *
     * @throws LoopException of kind {@code POISON} when a column or a part is unknown
     */
    public static List<Feature> parse(String list, BatchProfile profile) {
        List<Feature> features = new ArrayList<>();
        for (String item : list.split(",")) {
            features.addAll(item(item.strip(), profile));
        }
        return features;
    }

    /** Every column but the left out ones: numbers, flags of words, hour and weekday of times; 64 features at most. */
    public static List<Feature> all(BatchProfile profile, Set<String> except) {
        List<Feature> features = new ArrayList<>();
        profile.columns().forEach((name, column) -> {
            if (!except.contains(name) && column.present() > 0) {
                features.addAll(natural(name, column));
            }
        });
        return features.size() <= MOST ? features : features.subList(0, MOST);
    }

    private static List<Feature> item(String item, BatchProfile profile) {
        if (profile.columns().containsKey(item)) {
            return natural(item, profile.columns().get(item));
        }
        int equals = item.indexOf('=');
        int colon = item.lastIndexOf(':');
        if (equals > 0) {
            String column = known(item.substring(0, equals), profile);
            return List.of(item.substring(equals + 1).split("\\|")).stream()
                    .map(v -> new Feature(column, Feature.Kind.FLAG, v))
                    .toList();
        }
        if (colon > 0) {
            return List.of(new Feature(known(item.substring(0, colon), profile), part(item, colon), ""));
        }
        return List.of(new Feature(known(item, profile), Feature.Kind.NUMBER, ""));
    }

    private static Feature.Kind part(String item, int colon) {
        return switch (item.substring(colon + 1)) {
            case "hhmm" -> Feature.Kind.HHMM;
            case "hour" -> Feature.Kind.HOUR;
            case "weekday" -> Feature.Kind.WEEKDAY;
            default ->
                throw LoopException.poison("feature '" + item + "': after the colon stands hhmm, hour or weekday");
        };
    }

    private static String known(String column, BatchProfile profile) {
        if (!profile.columns().containsKey(column)) {
            throw LoopException.poison("there is no column '" + column + "'; the file has "
                    + String.join(", ", profile.columns().keySet()));
        }
        return column;
    }

    private static List<Feature> natural(String name, ColumnProfile column) {
        long present = Math.max(1, column.present());
        if (column.counts().numbers() >= READABLE * present) {
            return List.of(new Feature(name, Feature.Kind.NUMBER, ""));
        }
        if (column.counts().times() >= READABLE * present) {
            return List.of(new Feature(name, Feature.Kind.HOUR, ""), new Feature(name, Feature.Kind.WEEKDAY, ""));
        }
        List<String> frequent = column.values().map(FeatureList::mostFrequent).orElse(List.of());
        // The first is what all others are compared with.
        return IntStream.range(1, Math.min(FLAGS, frequent.size()))
                .mapToObj(i -> new Feature(name, Feature.Kind.FLAG, frequent.get(i)))
                .toList();
    }

    private static List<String> mostFrequent(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
