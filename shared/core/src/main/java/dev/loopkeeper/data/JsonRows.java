package dev.loopkeeper.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.loopkeeper.edge.LoopException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of a JSON Lines object; one array of objects is read too. */
final class JsonRows {
    /** Objects looked at to learn the columns: writers often leave a null key out. */
    private static final int LOOK = 100;

    /** Characters of their values after which the objects looked at so far have to do. */
    private static final int HELD = 4 * BatchReader.MAX_ROW;

    private final String key;
    private final RowSink sink;
    private final JsonValues texts;
    private final List<Map<String, String>> first = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final Set<String> extra = new LinkedHashSet<>();
    private String[] values = {};
    private long rows;
    private boolean begun;
    private int length;
    private int held;

    JsonRows(String key, RowSink sink) {
        this.key = key;
        this.sink = sink;
        this.texts = new JsonValues(key);
    }

    ReadSummary read(BufferedInputStream content) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(32)
                        .maxStringLength(BatchReader.MAX_FIELD)
                        .maxNumberLength(400)
                        .maxNameLength(256)
                        .build())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .build();
        try (JsonParser parser = factory.createParser(content)) {
            readAll(parser);
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw LoopException.poison(
                    key + ", line " + line + ": expected one JSON object a line; "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
        if (!begun && !first.isEmpty()) {
            begin();
        }
        return new ReadSummary(rows, 0, extra);
    }

    private void readAll(JsonParser parser) throws IOException {
        boolean opened = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                object(parser);
            } else if (token == JsonToken.START_ARRAY && !opened && first.isEmpty()) {
                opened = true;
            } else if (token != JsonToken.END_ARRAY) {
                throw LoopException.poison(
                        key + ", line " + parser.currentTokenLocation().getLineNr()
                                + ": expected one JSON object a line, found " + token.asString());
            }
        }
    }

    private void object(JsonParser parser) throws IOException {
        length = 0;
        if (!begun) {
            first.add(remembered(parser));
            held += length;
            if (first.size() == LOOK || held > HELD) {
                begin();
            }
            return;
        }
        Arrays.fill(values, null);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Integer position = positions.get(parser.currentName());
            if (position == null) {
                noteExtra(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            } else {
                parser.nextToken();
                values[position] = value(parser);
            }
        }
        sink.row(++rows, values);
    }

    private Map<String, String> remembered(JsonParser parser) throws IOException {
        Map<String, String> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
            if (object.size() > Header.MAX_COLUMNS) {
                throw Header.tooWide(key);
            }
        }
        return object;
    }

    private String value(JsonParser parser) throws IOException {
        String text = texts.text(parser);
        length += text == null ? 0 : text.length();
        if (length > BatchReader.MAX_ROW) {
            throw BatchReader.rowTooLong(key, parser.currentTokenLocation().getLineNr());
        }
        return text;
    }

    private void begin() {
        begun = true;
        Set<String> names = new LinkedHashSet<>();
        first.forEach(object -> names.addAll(object.keySet()));
        List<String> header = Header.check(key, List.copyOf(names));
        header.forEach(name -> positions.put(name, positions.size()));
        values = new String[header.size()];
        sink.header(header);
        for (Map<String, String> object : first) {
            Arrays.fill(values, null);
            object.forEach((name, value) -> values[positions.getOrDefault(name, 0)] = value);
            sink.row(++rows, values);
        }
        first.clear();
    }

    private void noteExtra(String name) {
        if (extra.add(name) && extra.size() + positions.size() > Header.MAX_COLUMNS) {
            throw Header.tooWide(key);
        }
    }
}
