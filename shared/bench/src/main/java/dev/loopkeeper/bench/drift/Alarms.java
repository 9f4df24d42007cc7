package dev.loopkeeper.bench.drift;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.loopkeeper.bench.out.Lanes;
import dev.loopkeeper.bench.out.Share;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.data.BatchProfile;
import dev.loopkeeper.data.ColumnProfile;
import dev.loopkeeper.data.Drift;
import dev.loopkeeper.data.ProfileBuilder;
import dev.loopkeeper.data.ReadSummary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Batches on which one alarm fired. The reference has four times the rows of a batch, up to 20,000, then as many. */
record Alarms(String name, int rows, double shift, long alarms, long batches) {
    static final int COLUMNS = 20;
    private static final int REFERENCE = 4;
    private static final int LARGE = 20_000;
    private static final double UNIT = 10_000;
    private static final LoopConfig.Data PLAIN = plain();

    /**
     * Every alarm for every shift on the same batches: only the first column differs between shifts, so the others are
     * looked at once.
     */
    static List<Alarms> count(int rows, List<Double> shifts, int batches, long seed) {
        List<boolean[][]> fired =
                Lanes.run(batches, i -> trial(rows, shifts, new SplittableRandom(seed * 1_000_003 + i)));
        List<Alarms> all = new ArrayList<>();
        for (int s = 0; s < shifts.size(); s++) {
            for (int a = 0; a <= Vendor.values().length; a++) {
                int shift = s;
                int alarm = a;
                String name = a == 0 ? "loopkeeper" : Vendor.values()[a - 1].label();
                all.add(new Alarms(
                        name,
                        rows,
                        shifts.get(s),
                        fired.stream().filter(f -> f[shift][alarm]).count(),
                        batches));
            }
        }
        return all;
    }

    @JsonIgnore
    Share share() {
        return new Share(alarms, batches);
    }

    private static boolean[][] trial(int rows, List<Double> shifts, RandomGenerator random) {
        double[][] reference = columns(Math.max(rows, Math.min(REFERENCE * rows, LARGE)), random);
        double[][] recent = columns(rows, random);
        BatchProfile before = profile(reference, names());
        BatchProfile now = profile(recent, names());
        double[] still = recent[0].clone();
        sort(reference);
        sort(recent);
        boolean[][] fired = new boolean[shifts.size()][1 + Vendor.values().length];
        for (int s = 0; s < fired.length; s++) {
            double move = Math.rint(shifts.get(s) * UNIT);
            double[] moved = Arrays.stream(still).map(v -> v + move).toArray();
            Map<String, ColumnProfile> columns = new LinkedHashMap<>(now.columns());
            columns.putAll(
                    profile(new double[][] {moved}, names().subList(0, 1)).columns());
            BatchProfile shifted = new BatchProfile(now.rows(), 0, columns);
            fired[s][0] =
                    Drift.between(before, shifted, new LinkedHashSet<>(names())).moved();
            Arrays.sort(moved);
            recent[0] = moved;
            for (Vendor vendor : Vendor.values()) {
                fired[s][1 + vendor.ordinal()] = vendor.alarm(reference, recent);
            }
        }
        return fired;
    }

    private static void sort(double[][] columns) {
        for (double[] column : columns) {
            Arrays.sort(column);
        }
    }

    private static List<String> names() {
        return IntStream.range(0, COLUMNS).mapToObj(c -> "column_" + c).toList();
    }

    /**
     * Twelve bell-shaped, four skewed columns, four of five values, in whole ten-thousandths; the first may be shifted.
     */
    private static double[][] columns(int rows, RandomGenerator random) {
        double[][] columns = new double[COLUMNS][rows];
        for (int c = 0; c < COLUMNS; c++) {
            for (int r = 0; r < rows; r++) {
                double bell = random.nextGaussian();
                columns[c][r] =
                        c < 12 ? Math.rint(bell * UNIT) : c < 16 ? Math.rint(Math.exp(bell) * UNIT) : random.nextInt(5);
            }
        }
        return columns;
    }

    private static BatchProfile profile(double[][] columns, List<String> names) {
        ProfileBuilder builder = new ProfileBuilder(PLAIN);
        builder.header(names);
        String[] row = new String[names.size()];
        for (int r = 0; r < columns[0].length; r++) {
            for (int c = 0; c < row.length; c++) {
                row[c] = Long.toString((long) columns[c][r]);
            }
            builder.row(r + 1, row);
        }
        return builder.profile(new ReadSummary(columns[0].length, 0, Set.of()));
    }

    private static LoopConfig.Data plain() {
        byte[] least = "model: drift\ndata: {label: label}\n".getBytes(StandardCharsets.UTF_8);
        return LoopConfigReader.read(least, "drift").orPoison().data();
    }
}
