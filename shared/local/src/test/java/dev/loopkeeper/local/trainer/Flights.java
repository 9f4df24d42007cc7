package dev.loopkeeper.local.trainer;

import dev.loopkeeper.data.Schema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** Made-up flights whose lateness follows carrier, hour and wind, so that there is something to learn. */
final class Flights {
    static final String HEADER = "dep,carrier,wind,tail,late,delay\n";
    private static final String[] CARRIERS = {"AA", "BB", "CC", "DD"};

    private Flights() {}

    static TrainingBed bed(Path home) {
        TrainingBed bed = new TrainingBed(home)
                .column("dep", Schema.Type.TIME)
                .column("carrier", Schema.Type.CATEGORY)
                .column("wind", Schema.Type.NUMBER)
                .column("tail", Schema.Type.CATEGORY)
                .column("late", Schema.Type.NUMBER)
                .column("delay", Schema.Type.EMPTY);
        bed.time = Optional.of("dep");
        return bed;
    }

    /** Rows of one batch; the same arguments give the same rows. */
    static String rows(int batch, int count) {
        SplittableRandom random = new SplittableRandom(batch);
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < count; i++) {
            long second = 1_360_000_000L + batch * 1_000_000L + i * 1_000_000L / count;
            int carrier = random.nextInt(CARRIERS.length);
            double wind = random.nextDouble() * 30;
            double delay = carrier * 10 + wind + (second / 3_600 % 24 > 16 ? 15 : 0) + random.nextDouble() * 10 - 35;
            csv.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%.2f,T%d,%d,%.1f%n",
                    Instant.ofEpochSecond(second),
                    CARRIERS[carrier],
                    wind,
                    batch * 1_000_000 + i,
                    delay > 0 ? 1 : 0,
                    delay));
        }
        return csv.toString();
    }
}
