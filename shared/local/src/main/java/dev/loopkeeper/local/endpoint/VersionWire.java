package dev.loopkeeper.local.endpoint;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What server and version say to each other over a loopback connection: a secret once, then question and answer in
 * turn.
 *
 * <p>Question: rows, each its entries as text. Answer: a count and the values, or -1 and why it failed, or -2 and why
 * the rows were refused. A plain binary form, because with JSON over HTTP the hop cost more than the scoring.
 */
final class VersionWire {
    static final int SECRET_BYTES = 32;
    private static final int MOST_ROWS = 1_000;
    private static final int MOST_TEXT = 1 << 20;
    private static final int FAILED = -1;
    private static final int REFUSED = -2;

    private VersionWire() {}

    static void writeRows(DataOutputStream out, List<Map<String, String>> rows) throws IOException {
        out.writeInt(rows.size());
        for (Map<String, String> row : rows) {
            out.writeInt(row.size());
            for (Map.Entry<String, String> entry : row.entrySet()) {
                writeText(out, entry.getKey());
                writeText(out, entry.getValue());
            }
        }
        out.flush();
    }

    static List<Map<String, String>> readRows(DataInputStream in) throws IOException {
        int count = within(in.readInt(), MOST_ROWS, "rows");
        List<Map<String, String>> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int entries = within(in.readInt(), MOST_TEXT, "columns");
            Map<String, String> row = new LinkedHashMap<>();
            for (int j = 0; j < entries; j++) {
                String column = readText(in);
                row.put(column, readText(in));
            }
            rows.add(row);
        }
        return rows;
    }

    static void writeValues(DataOutputStream out, double[] values) throws IOException {
        out.writeInt(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
        out.flush();
    }

    static void writeFailure(DataOutputStream out, boolean refused, String message) throws IOException {
        out.writeInt(refused ? REFUSED : FAILED);
        writeText(out, message);
        out.flush();
    }

    /** The values of an answer; a failure the version reported is a {@link VersionFailure}. */
    static double[] readValues(DataInputStream in) throws IOException, VersionFailure {
        int count = in.readInt();
        if (count == FAILED || count == REFUSED) {
            throw new VersionFailure(
                    count == FAILED ? VersionFailure.Kind.FAILED : VersionFailure.Kind.REFUSED, readText(in));
        }
        double[] values = new double[within(count, MOST_ROWS, "values")];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        byte[] bytes = new byte[within(in.readInt(), MOST_TEXT, "bytes of text")];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int within(int count, int most, String what) throws IOException {
        if (count < 0 || count > most) {
            throw new IOException(
                    "the other side announced " + count + " " + what + ", at most " + most + " are allowed");
        }
        return count;
    }
}
