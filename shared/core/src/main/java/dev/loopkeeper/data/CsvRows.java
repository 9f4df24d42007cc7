package dev.loopkeeper.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.loopkeeper.edge.LoopException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The rows of a CSV object. */
final class CsvRows {
    private static final int LOOK = 1 << 15;

    private final String key;
    private final RowSink sink;
    private final CsvRow row;

    CsvRows(String key, RowSink sink) {
        this.key = key;
        this.sink = sink;
        this.row = new CsvRow(key);
    }

    ReadSummary read(BufferedInputStream content) throws IOException {
        Charset charset = skipByteOrderMark(content);
        char separator = separator(content, charset);
        Reader text = new InputStreamReader(
                content,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        CsvReader<CsvRow> rows = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(4 * BatchReader.MAX_FIELD)
                .build(row, text);
        try {
            return deliver(rows);
        } catch (CsvParseException e) {
            throw unreadable(e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw LoopException.poison(
                        key + ", after line " + row.line() + ": bytes that are not " + charset
                                + "; save the file as UTF-8 and upload it again",
                        e);
            }
            throw e;
        }
    }

    private ReadSummary deliver(Iterable<CsvRow> rows) {
        MalformedRows malformed = new MalformedRows(key);
        long accepted = 0;
        int columns = 0;
        for (CsvRow r : rows) {
            if (columns == 0) {
                List<String> header = Header.check(key, r.header());
                Header.checkIsNoData(key, header);
                columns = header.size();
                sink.header(header);
            } else if (r.blank() && columns > 1) {
                continue;
            } else if (r.fields() == columns) {
                sink.row(++accepted, r.values());
            } else {
                malformed.add(r.line(), columns, r.fields());
            }
        }
        malformed.judge(accepted);
        return new ReadSummary(accepted, malformed.count(), Set.of());
    }

    private LoopException unreadable(CsvParseException e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        if (deepest instanceof LoopException known) {
            return known;
        }
        return LoopException.poison(
                key + ", near line " + row.line()
                        + ": a field does not end: it is longer than 64 KiB, which is the limit, or its quote is never"
                        + " ended; expected quotes closed, and doubled inside, as in RFC 4180",
                e);
    }

    private static Charset skipByteOrderMark(BufferedInputStream content) throws IOException {
        content.mark(3);
        byte[] first = content.readNBytes(3);
        content.reset();
        if (first.length == 3 && first[0] == (byte) 0xef && first[1] == (byte) 0xbb && first[2] == (byte) 0xbf) {
            content.skipNBytes(3);
        }
        boolean utf16 = first.length >= 2
                && (first[0] == (byte) 0xfe && first[1] == (byte) 0xff
                        || first[0] == (byte) 0xff && first[1] == (byte) 0xfe);
        return utf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    /** The candidate that the header holds most often outside quotes; the comma when there is none. */
    private static char separator(BufferedInputStream content, Charset charset) throws IOException {
        content.mark(LOOK);
        String start = new String(content.readNBytes(LOOK), charset).stripLeading();
        content.reset();
        String candidates = ",;\t|";
        int[] counts = new int[candidates.length()];
        boolean quoted = false;
        for (int i = 0; i < start.length() && (quoted || start.charAt(i) != '\n' && start.charAt(i) != '\r'); i++) {
            char c = start.charAt(i);
            quoted ^= c == '"';
            int candidate = quoted ? -1 : candidates.indexOf(c);
            if (candidate >= 0) {
                counts[candidate]++;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return candidates.charAt(best);
    }
}
