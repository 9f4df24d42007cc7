package dev.loopkeeper.local.endpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.loopkeeper.edge.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The instances of a prediction request, read in one pass: {@code {"instances":[{"id":"a","col":1}]}}; other fields are
 * skipped. A body that is none is a {@link HttpProblem} with status 400 that names the instance and the column.
 *
 * @param ids one an instance, the caller's or made by the server
 * @param rows value by column as text; nulls are left out
 */
public record PredictRequest(List<String> ids, List<Map<String, String>> rows) {
    private static final int MOST_COLUMNS = 2_000;
    private static final int LONGEST_ID = 128;

    /**
     * What a server takes.
     *
     * @param most instances in one request
     * @param idColumn the column that is the instance's id; it stays in the row, where a version may know it
     * @param freshId makes the id of an instance that has none
     */
    public record Form(int most, String idColumn, Supplier<String> freshId) {}

    /** Reads a body of that form. */
    public static PredictRequest parse(byte[] body, Form form) throws IOException {
        PredictRequest request = new PredictRequest(new ArrayList<>(), new ArrayList<>());
        try (JsonParser parser = Json.mapper().getFactory().createParser(body)) {
            expect(
                    parser.nextToken(),
                    JsonToken.START_OBJECT,
                    "the body must be a JSON object with the array 'instances'");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean instances = parser.currentName().equals("instances");
                JsonToken value = parser.nextToken();
                if (instances) {
                    expect(value, JsonToken.START_ARRAY, "'instances' must be an array of objects");
                    request.readInstances(parser, form);
                } else {
                    parser.skipChildren();
                }
            }
            expect(parser.nextToken(), null, "the body must end after its JSON object");
        } catch (JsonProcessingException e) {
            throw bad("the body is not JSON: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
        if (request.rows.isEmpty()) {
            throw bad("'instances' must hold 1 to " + form.most() + " objects, it has none");
        }
        return request;
    }

    private void readInstances(JsonParser parser, Form form) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String where = "instance " + rows.size();
            expect(parser.currentToken(), JsonToken.START_OBJECT, where + " must be an object");
            if (rows.size() == form.most()) {
                throw bad("'instances' holds more than " + form.most() + " objects, the limit");
            }
            Map<String, String> row = new LinkedHashMap<>();
            String id = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String column = parser.currentName();
                String value = scalar(parser, where, column);
                if (column.equals(form.idColumn()) && value != null) {
                    id = checkedId(value, where, column);
                }
                if (value != null) {
                    row.put(column, value);
                }
            }
            if (row.size() > MOST_COLUMNS) {
                throw bad(where + " has " + row.size() + " columns, at most " + MOST_COLUMNS + " are allowed");
            }
            ids.add(id == null ? form.freshId().get() : id);
            rows.add(row);
        }
    }

    private static String scalar(JsonParser parser, String where, String column) throws IOException {
        JsonToken token = parser.nextToken();
        if (!token.isScalarValue()) {
            throw bad(where + ": column '" + column + "' must be a string, number, boolean or null");
        }
        return token == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    private static String checkedId(String id, String where, String column) {
        if (id.isEmpty() || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw bad(where + ": '" + column + "' must have 1 to " + LONGEST_ID
                    + " characters, none of them a control character");
        }
        return id;
    }

    private static void expect(JsonToken met, JsonToken expected, String message) {
        if (met != expected) {
            throw bad(message);
        }
    }

    private static HttpProblem bad(String message) {
        return new HttpProblem(400, "bad-request", message);
    }
}
