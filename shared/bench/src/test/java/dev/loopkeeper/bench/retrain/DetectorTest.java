package dev.loopkeeper.bench.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DetectorTest {
    private static final List<Supplier<Detector>> ALL = List.of(Adwin::new, PageHinkley::new, Ddm::new);

    @Test
    void shouldSeeErrorsDouble() {
        for (Supplier<Detector> made : ALL) {
            Random random = new Random(1);
            Detector detector = made.get();
            int seen = -1;
            for (int row = 0; row < 6_000 && seen < 0; row++) {
                double rate = row < 2_000 ? .2 : .5;
                seen = detector.add(random.nextDouble() < rate ? 1 : 0) && row >= 2_000 ? row : -1;
            }

            assertThat(seen).as(detector.getClass().getSimpleName()).isBetween(2_000, 2_600);
        }
    }

    @Test
    void shouldKeepQuietOnASteadyStream() {
        Random random = new Random(2);
        Adwin adwin = new Adwin();
        int alarms = 0;
        for (int row = 0; row < 20_000; row++) {
            alarms += adwin.add(random.nextDouble() < .3 ? 1 : 0) ? 1 : 0;
        }

        assertThat(alarms).isLessThanOrEqualTo(1);
    }
}
