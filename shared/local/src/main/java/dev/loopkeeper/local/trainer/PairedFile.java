package dev.loopkeeper.local.trainer;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code paired.csv}: label, both predictions and the slice columns of every holdout row, in order of time. */
final class PairedFile {
  private PairedFile() {}

  static byte[] write(Holdout.Scored rows, List<String> slices) {
    StringWriter text = new StringWriter(rows.labels().length * 32);
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
    List<String> header = new ArrayList<>(List.of("label", "champion", "challenger"));
    header.addAll(slices);
    csv.writeRecord(header);
    for (int i = 0; i < rows.labels().length; i++) {
      List<String> record = new ArrayList<>(header.size());
      record.add(LabelCoding.shown(rows.labels()[i]));
      record.add(rows.champion() == null ? "" : Double.toString(rows.champion()[i]));
      record.add(Double.toString(rows.challenger()[i]));
      record.addAll(List.of(rows.slices()[i]));
      csv.writeRecord(record);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
