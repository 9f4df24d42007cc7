package dev.loopkeeper.evaluate;

import java.nio.charset.StandardCharsets;

/**
 * The report of one training, made after every one, rejected or not.
 *
 * @param html one self-contained page, UTF-8
 * @param json the same facts for machines, with the curves of the page
 */
public record TrainingReport(byte[] html, byte[] json) {
    /** Makes both from the same facts. */
    public static TrainingReport of(ReportData data, PairedRows rows) {
        return new TrainingReport(
                ReportPage.html(data, rows).getBytes(StandardCharsets.UTF_8), ReportPage.json(data, rows));
    }
}
