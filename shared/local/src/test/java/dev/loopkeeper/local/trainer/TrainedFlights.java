package dev.loopkeeper.local.trainer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A small version that the real trainer made, for tests that serve it: {@link #ARTIFACT} in the home. */
public final class TrainedFlights {
    public static final String ARTIFACT = "runs/m/r/model.zip";
    private static final int ROWS = 600;

    private TrainedFlights() {}

    /** Trains in the home and returns what was made. */
    public static Scorer in(Path home) {
        TrainingBed bed = Flights.bed(home).batch(true, Flights.rows(0, ROWS));
        bed.train("r");
        return bed.scorer("r");
    }

    /** Rows it was not trained on, as a caller would send them; every fifth has holes and a carrier never seen. */
    public static List<Map<String, String>> rows(int count) {
        return Flights.rows(9, count)
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> cells[3].endsWith("5")
                        ? Map.of("carrier", "ZZ", "colour", "red")
                        : Map.of("dep", cells[0], "carrier", cells[1], "wind", cells[2], "tail", cells[3]))
                .toList();
    }
}
