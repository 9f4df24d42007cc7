package dev.loopkeeper.azure.store;

import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.connectors.rest.RestStream;
import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The bytes of one version of a blob. A connection that breaks is opened again where it broke, while the blob still has
 * the same ETag; five breaks without a byte in between are given up.
 *
 * <p>Blob Storage keeps no older versions unless an account asks for it: a blob that was replaced after the connection
 * broke cannot be read on, and that is an {@link IOException}.
 */
final class BlobStream extends InputStream {
    private static final int BREAKS = 5;

    private final RestClient rest;
    private final RestCall call;
    private final String what;
    private InputStream body;
    private long position;
    private int breaks;

    private BlobStream(RestClient rest, RestCall call, String what, InputStream body) {
        this.rest = rest;
        this.call = call;
        this.what = what;
        this.body = body;
    }

    static InputStream open(RestClient rest, String blob, String what) {
        return of(rest, blob, what, good(rest.stream(RestCall.get(blob), what), 200, what)).stream();
    }

    /** The stream when it is of that version; empty when the name holds another one, or nothing. */
    static Optional<InputStream> openIf(RestClient rest, String blob, String what, String version) {
        RestStream first = rest.stream(RestCall.get(blob), what);
        if (new BlobAnswers(what).absent(head(first))) {
            closeQuietly(first);
            return Optional.empty();
        }
        Opened opened = of(rest, blob, what, good(first, 200, what));
        if (opened.version().equals(version)) {
            return Optional.of(opened.stream());
        }
        closeQuietly(first);
        return Optional.empty();
    }

    private record Opened(BlobStream stream, String version) {}

    private static Opened of(RestClient rest, String blob, String what, RestStream first) {
        try {
            String version = new BlobAnswers(what).version(head(first));
            RestCall call = RestCall.get(blob).with("If-Match", BlobNames.quoted(version));
            return new Opened(new BlobStream(rest, call, what, first.body()), version);
        } catch (LoopException e) {
            closeQuietly(first);
            throw e;
        }
    }

    private static RestAnswer head(RestStream stream) {
        return new RestAnswer(stream.status(), stream.headers(), new byte[0]);
    }

    private static void closeQuietly(RestStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // What is thrown already says more.
        }
    }

    private static RestStream good(RestStream stream, int status, String what) {
        if (stream.status() == status) {
            return stream;
        }
        try (stream) {
            byte[] said = stream.body().readNBytes(64 << 10);
            RestAnswer answer = new RestAnswer(stream.status(), stream.headers(), said);
            BlobAnswers answers = new BlobAnswers(what);
            throw LoopException.transientFailure(what + why(answers, answer) + answers.refusal(answer), null);
        } catch (IOException e) {
            throw LoopException.transientFailure(what + " could not be opened: " + e.getMessage(), e);
        }
    }

    private static String why(BlobAnswers answers, RestAnswer answer) {
        if (answers.absent(answer)) {
            return " does not exist (any more): ";
        }
        return answers.conditionFailed(answer) ? " was replaced while it was read: " : " could not be opened: ";
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (true) {
            try {
                int n = body.read(into, offset, length);
                if (n > 0) {
                    position += n;
                    breaks = 0;
                }
                return n;
            } catch (IOException e) {
                if (++breaks == BREAKS) {
                    throw new IOException(
                            "reading " + what + " broke off at byte " + position + " again and again: "
                                    + e.getMessage(),
                            e);
                }
                resume();
            }
        }
    }

    private void resume() throws IOException {
        body.close();
        try {
            body = good(rest.stream(call.with("Range", "bytes=" + position + "-"), what), 206, what)
                    .body();
        } catch (LoopException e) {
            throw new IOException("reading " + what + " broke off at byte " + position + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
