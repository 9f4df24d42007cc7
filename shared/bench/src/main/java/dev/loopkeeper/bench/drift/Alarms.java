package dev.loopkeeper.bench.drift;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.loopkeeper.bench.out.Lanes;
import dev.loopkeeper.bench.out.Share;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.data.BatchProfile;
import dev.loopkeeper.data.Drift;
import dev.loopkeeper.data.ProfileBuilder;
import dev.loopkeeper.data.ReadSummary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Batches on which one alarm fired. */
record Alarms(String name, int rows, double shift, long alarms, long batches) {
  static final int COLUMNS = 20;
  private static final int REFERENCE = 4;

  /** Every alarm on the same batches. The reference has four times the rows of a batch. */
  static List<Alarms> count(int rows, double shift, int batches, long seed) {
    List<boolean[]> fired = Lanes.run(batches, i -> trial(rows, shift, new SplittableRandom(seed * 1_000_003 + i)));
    List<Alarms> all = new ArrayList<>();
    for (int a = 0; a <= Vendor.values().length; a++) {
      int alarm = a;
      String name = a == 0 ? "loopkeeper" : Vendor.values()[a - 1].label();
      all.add(new Alarms(name, rows, shift, fired.stream().filter(f -> f[alarm]).count(), batches));
    }
    return all;
  }

  @JsonIgnore
  Share share() {
    return new Share(alarms, batches);
  }

  private static boolean[] trial(int rows, double shift, RandomGenerator random) {
    double[][] reference = columns(REFERENCE * rows, 0, random);
    double[][] recent = columns(rows, shift, random);
    boolean[] fired = new boolean[1 + Vendor.values().length];
    Set<String> names = new LinkedHashSet<>(names());
    fired[0] = Drift.between(profile(reference), profile(recent), names).moved();
    for (int c = 0; c < COLUMNS; c++) {
      Arrays.sort(reference[c]);
      Arrays.sort(recent[c]);
    }
    for (Vendor vendor : Vendor.values()) {
      fired[1 + vendor.ordinal()] = vendor.alarm(reference, recent);
    }
    return fired;
  }

  private static List<String> names() {
    return IntStream.range(0, COLUMNS).mapToObj(c -> "column_" + c).toList();
  }

  /** Twelve bell-shaped, four skewed columns, four of five values; the first column carries the shift. */
  private static double[][] columns(int rows, double shift, RandomGenerator random) {
    double[][] columns = new double[COLUMNS][rows];
    for (int c = 0; c < COLUMNS; c++) {
      for (int r = 0; r < rows; r++) {
        double bell = random.nextGaussian();
        double value = c < 12 ? bell : c < 16 ? Math.exp(bell) : random.nextInt(5);
        // As files have them: four decimals.
        columns[c][r] = Math.round((c == 0 ? value + shift : value) * 10_000) / 10_000.0;
      }
    }
    return columns;
  }

  private static BatchProfile profile(double[][] columns) {
    byte[] least = "model: drift\ndata: {label: label}\n".getBytes(StandardCharsets.UTF_8);
    LoopConfig.Data data = LoopConfigReader.read(least, "drift").orPoison().data();
    ProfileBuilder builder = new ProfileBuilder(data);
    builder.header(names());
    String[] row = new String[COLUMNS];
    for (int r = 0; r < columns[0].length; r++) {
      for (int c = 0; c < COLUMNS; c++) {
        row[c] = Double.toString(columns[c][r]);
      }
      builder.row(r + 1, row);
    }
    return builder.profile(new ReadSummary(columns[0].length, 0, Set.of()));
  }
}
