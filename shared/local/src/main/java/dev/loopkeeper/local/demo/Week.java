package dev.loopkeeper.local.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The flights of one week of 2013; week 1 begins on 1 January. Local times of the sample are taken as UTC.
 *
 * @param flights by departure
 */
record Week(int number, List<Flight> flights) {
    private static final LocalDate FIRST = LocalDate.of(2013, 1, 1);

    Week {
        flights = List.copyOf(flights);
    }

    static int numberOf(LocalDate day) {
        return (int) (day.toEpochDay() - FIRST.toEpochDay()) / 7 + 1;
    }

    /** When a week begins; the one before ends then. */
    static Instant start(int number) {
        return FIRST.plusWeeks(number - 1L).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** The file an airline's system uploads for this week. */
    String csv() {
        return csv(flights);
    }

    /** The same week after somebody renamed a column in the system that exports it. */
    String csvWithRenamed(String column, String to) {
        String whole = csv();
        int end = whole.indexOf('\n');
        return whole.substring(0, end).replace(column, to) + whole.substring(end);
    }

    /** What really happened, as it becomes known later. */
    String outcomes() {
        return flights.stream()
                .map(f -> f.id() + "," + f.cells().get(Flight.LABEL) + "\n")
                .collect(Collectors.joining("", "id," + Flight.LABEL + "\n", ""));
    }

    /** Deals flights out to a number of files, in turn, so that each is a fair sample of all. */
    static List<String> dealt(List<Flight> flights, int files) {
        List<List<Flight>> hands = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            hands.add(new ArrayList<>());
        }
        for (int i = 0; i < flights.size(); i++) {
            hands.get(i % files).add(flights.get(i));
        }
        return hands.stream().map(Week::csv).toList();
    }

    private static String csv(List<Flight> flights) {
        String header = String.join(",", flights.get(0).cells().keySet());
        return flights.stream().map(f -> f.line() + "\n").collect(Collectors.joining("", header + "\n", ""));
    }
}
