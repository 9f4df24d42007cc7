package dev.loopkeeper.bench.profile;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes a table of 20 columns as business data has them: 12 numeric, 5 categories, a time, a flag, a text that names
 * the row.
 */
final class MadeCsv {
    private static final String[] CITIES = {
        "Taipei", "Kaohsiung", "Tainan", "Taichung", "Hsinchu", "Keelung", "Chiayi", "Hualien"
    };
    private static final int NUMBERS = 12;

    private MadeCsv() {}

    static void write(Path file, long bytes, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder line = new StringBuilder("id,created,active,city,plan,channel,device,country");
        for (int c = 0; c < NUMBERS; c++) {
            line.append(",value_").append(c);
        }
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            long written = 0;
            for (long row = 0; written < bytes; row++) {
                out.append(line.append('\n'));
                written += line.length();
                line.setLength(0);
                row(line, row, random);
            }
        }
    }

    private static void row(StringBuilder line, long row, SplittableRandom random) {
        line.append("row-")
                .append(Long.toHexString(row * 0x9e3779b97f4a7c15L))
                .append(",2026-0")
                .append(1 + row % 9)
                .append('-')
                .append(10 + row % 18)
                .append('T')
                .append(10 + row % 13)
                .append(":15:00Z,")
                .append(random.nextInt(4) > 0)
                .append(',')
                .append(CITIES[random.nextInt(CITIES.length)])
                .append(",plan-")
                .append(random.nextInt(5))
                .append(",channel-")
                .append(random.nextInt(40))
                .append(',')
                .append(random.nextInt(3) == 0 ? "phone" : "desktop")
                .append(",C")
                .append(random.nextInt(120));
        for (int c = 0; c < NUMBERS; c++) {
            number(line.append(','), c, random);
        }
    }

    private static void number(StringBuilder line, int column, SplittableRandom random) {
        double bell = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
        switch (column % 4) {
            case 0 -> line.append(random.nextInt(100_000));
            case 1 -> line.append(Math.round(bell * 100_000) / 100.0);
            case 2 -> line.append(String.format(Locale.ROOT, "%.6f", 50 + 20 * bell));
            default -> {
                if (random.nextInt(20) > 0) {
                    line.append(random.nextInt(1_000));
                }
            }
        }
    }
}
