package dev.loopkeeper.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.loopkeeper.edge.LoopException;
import java.util.ArrayList;
import java.util.List;

/** The one row object that the CSV parser fills again and again. */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
    private final String key;
    private final List<String> names = new ArrayList<>();
    private boolean headerTaken;
    private String[] values = {};
    private TextCache[] caches = {};
    private long line;
    private int fields;
    private int length;
    private boolean blank;

    CsvRow(String key) {
        this.key = key;
    }

    /** The fields of the first row; from now on rows are values. */
    List<String> header() {
        headerTaken = true;
        values = new String[names.size()];
        caches = new TextCache[names.size()];
        for (int i = 0; i < caches.length; i++) {
            caches[i] = new TextCache();
        }
        return List.copyOf(names);
    }

    /** As many as the header has; only meaningful when {@link #fields} says so too. */
    String[] values() {
        return values;
    }

    int fields() {
        return fields;
    }

    /** Whether the row holds nothing but spaces. */
    boolean blank() {
        return blank;
    }

    /** Line on which the row starts, from 1. */
    long line() {
        return line;
    }

    @Override
    protected void handleBegin(long startingLine) {
        line = startingLine;
        fields = 0;
        length = 0;
        blank = true;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int count, boolean quoted) {
        length += count;
        if (length > BatchReader.MAX_ROW) {
            throw BatchReader.rowTooLong(key, line);
        }
        if (count > BatchReader.MAX_FIELD) {
            throw LoopException.poison(key + ", line " + line + ": field " + (index + 1)
                    + " is longer than 64 KiB, which is the limit; is a closing quote missing?");
        }
        int from = offset;
        int to = offset + count;
        if (!quoted) {
            while (from < to && buffer[from] == ' ') {
                from++;
            }
            while (to > from && buffer[to - 1] == ' ') {
                to--;
            }
        }
        fields = index + 1;
        blank &= from == to;
        if (headerTaken) {
            if (index < values.length) {
                values[index] =
                        Missing.is(buffer, from, to - from) ? null : caches[index].text(buffer, from, to - from);
            }
        } else if (names.size() > Header.MAX_COLUMNS) {
            throw Header.tooWide(key);
        } else {
            names.add(new String(buffer, from, to - from).strip());
        }
    }

    @Override
    protected CsvRow buildRecord() {
        return this;
    }
}
