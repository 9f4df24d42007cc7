package dev.loopkeeper.bench.retrain;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A public stream that is recognised by its columns, so that nobody has to write its features down.
 *
 * @param columns that the file must have
 * @param logarithm whether a number is learnt as {@code log(1 + label)}; an error of 1 on that scale counts as a whole
 *     one
 */
public record KnownStream(
        String name,
        Set<String> columns,
        String label,
        boolean regression,
        boolean logarithm,
        int batchRows,
        int window,
        String features) {

    private static final List<KnownStream> ALL = List.of(
            new KnownStream(
                    "airlines",
                    Set.of("DayofMonth", "DayOfWeek", "CRSDepTime", "UniqueCarrier", "IsDepDelayed"),
                    "IsDepDelayed",
                    false,
                    false,
                    500,
                    4,
                    "DayofMonth,DayOfWeek,CRSDepTime:hhmm,CRSArrTime:hhmm,Distance,"
                            + "UniqueCarrier=US|UA|WN|HP|PS|DL|PI|AA|TW|CO"),
            new KnownStream(
                    "bike",
                    Set.of("dteday", "hr", "temp", "hum", "windspeed", "cnt"),
                    "cnt",
                    true,
                    true,
                    168,
                    8,
                    "temp,hum,windspeed,weathersit,workingday,holiday,hr="
                            + IntStream.range(1, 24).mapToObj(String::valueOf).collect(Collectors.joining("|"))));

    /** The stream a file with these columns is; {@code label} may be null for its usual one. */
    public static Optional<KnownStream> of(Set<String> columns, String label) {
        return ALL.stream()
                .filter(s -> columns.containsAll(s.columns) && (label == null || label.equals(s.label)))
                .findFirst();
    }
}
