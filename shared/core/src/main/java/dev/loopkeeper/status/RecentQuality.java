package dev.loopkeeper.status;

import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.retrain.QualityPoint;
import java.util.List;
import java.util.Optional;

/** The newest live quality of a champion, from the points that the state keeps. */
final class RecentQuality {
    private static final int AVERAGED = 4;
    private static final int CURVE = 24;

    private RecentQuality() {}

    static Optional<LoopStatus.Quality> of(LoopState state) {
        List<QualityPoint> all =
                state.intake().quality().stream().filter(p -> p.rows() > 0).toList();
        return state.serving().champion().flatMap(champion -> {
            List<QualityPoint> own = newest(
                    all.stream()
                            .filter(p -> p.version().equals(champion.version()) && !p.at().isBefore(champion.since()))
                            .toList(),
                    AVERAGED);
            return own.isEmpty() ? Optional.empty() : Optional.of(quality(champion, own, curve(all)));
        });
    }

    private static LoopStatus.Quality quality(ServingVersion champion, List<QualityPoint> own, List<Double> curve) {
        long rows = own.stream().mapToLong(QualityPoint::rows).sum();
        double loss = own.stream().mapToDouble(p -> p.loss() * p.rows()).sum() / rows;
        return new LoopStatus.Quality(
                champion.version(), rounded(loss), rows, own.get(own.size() - 1).at(), champion.loss(), curve);
    }

    /** Points of versions that served a small share only are noise in a small curve. */
    private static List<Double> curve(List<QualityPoint> all) {
        List<QualityPoint> recent = newest(all, 2 * CURVE);
        long most = recent.stream().mapToLong(QualityPoint::rows).max().orElse(0);
        return newest(recent.stream().filter(p -> p.rows() * 3 >= most).toList(), CURVE).stream()
                .map(p -> rounded(p.loss()))
                .toList();
    }

    private static double rounded(double loss) {
        return Math.round(loss * 1e5) / 1e5;
    }

    private static <T> List<T> newest(List<T> list, int count) {
        return list.subList(Math.max(0, list.size() - count), list.size());
    }
}
