package dev.loopkeeper.local.demo;

import dev.loopkeeper.edge.LoopException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The year of real flights that the demo replays; the sample and its README lie in {@code src/main/demo-data}. */
final class Flights {
    private static final String SAMPLE = "flights-2013.csv.gz";

    private Flights() {}

    /** All weeks, the first one first. */
    static List<Week> load() {
        try (InputStream packed = Flights.class.getResourceAsStream(SAMPLE)) {
            if (packed == null) {
                throw LoopException.poison(
                        "the sample " + SAMPLE + " is not in this jar: build it again with 'mvn package'");
            }
            return weeks(
                    new BufferedReader(new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw LoopException.poison("the sample " + SAMPLE + " of this jar is damaged: " + e.getMessage(), e);
        }
    }

    /** Slices lines without quotes, of which the first is the header. */
    static List<Week> weeks(BufferedReader lines) throws IOException {
        String[] header = lines.readLine().split(",", -1);
        Map<Integer, List<Flight>> weeks = new TreeMap<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Flight flight = flight(header, line.split(",", -1));
            weeks.computeIfAbsent(Week.numberOf(flight.departure().toLocalDate()), w -> new ArrayList<>())
                    .add(flight);
        }
        List<Week> all = new ArrayList<>();
        weeks.forEach((number, flights) -> all.add(new Week(number, flights)));
        return all;
    }

    private static Flight flight(String[] header, String[] values) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < header.length; i++) {
            cells.put(header[i], values[i]);
        }
        return new Flight(LocalDateTime.parse(cells.get("sched_dep")), cells);
    }
}
