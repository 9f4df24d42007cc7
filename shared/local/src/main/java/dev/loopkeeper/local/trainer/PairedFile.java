package dev.loopkeeper.local.trainer;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code paired.csv}: label, both predictions and the slice columns of every holdout row, in order of time. */
final class PairedFile {
    private PairedFile() {}

    static byte[] write(Holdout.Scored rows, List<String> slices) {
        StringWriter text = new StringWriter(rows.labels().length * 32);
        List<String> header = new ArrayList<>(List.of("label", "champion", "challenger"));
        header.addAll(slices);
        // The writer has a buffer of its own: only closing it completes the text.
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(header);
            for (int i = 0; i < rows.labels().length; i++) {
                csv.writeRecord(row(rows, i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to take rows", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> row(Holdout.Scored rows, int i) {
        List<String> row = new ArrayList<>();
        row.add(LabelCoding.shown(rows.labels()[i]));
        row.add(rows.champion() == null ? "" : Double.toString(rows.champion()[i]));
        row.add(Double.toString(rows.challenger()[i]));
        row.addAll(List.of(rows.slices()[i]));
        return row;
    }
}
