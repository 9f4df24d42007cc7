package dev.loopkeeper.connectors.store;

import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestStream;
import dev.loopkeeper.edge.LoopException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The bytes of one version of an object. A connection that breaks is opened again where it broke, for the same version;
 * five breaks without a byte in between are given up. A version that is gone by then is an {@link IOException}.
 *
 * <p>An answer without ranges, such as that of an object which is unpacked on the way, is read on all the same: what
 * was read before is skipped.
 */
public final class ObjectStream extends InputStream {
    private static final int BREAKS = 5;
    private static final int SHOWN = 64 << 10;
    private static final int PARTIAL = 206;
    private static final int PAST_THE_END = 416;
    private static final long UNKNOWN = -1;

    private final ServedObject object;
    private final String version;
    private final long size;
    private InputStream body;
    private long position;
    private int breaks;

    private ObjectStream(ServedObject object, String version, RestStream first) {
        this.object = object;
        this.version = version;
        this.size = first.header("content-length")
                .filter(length -> length.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(UNKNOWN);
        this.body = first.body();
    }

    /** @throws LoopException of kind {@code TRANSIENT} when the object is not there, or not served */
    public static InputStream open(ServedObject object) {
        return of(object, good(object, object.stream(object.any())));
    }

    /** The stream when it is of that version; empty when the name holds another one, or nothing. */
    public static Optional<InputStream> openIf(ServedObject object, String version) {
        RestStream first = object.stream(object.any());
        if (first.status() == 404) {
            return absent(object, first);
        }
        ObjectStream stream = of(object, good(object, first));
        if (stream.version.equals(version)) {
            return Optional.of(stream);
        }
        closeQuietly(first);
        return Optional.empty();
    }

    private static Optional<InputStream> absent(ServedObject object, RestStream first) {
        RestAnswer answer = read(object, first);
        if (object.absent(answer)) {
            return Optional.empty();
        }
        throw unopened(object, answer);
    }

    private static ObjectStream of(ServedObject object, RestStream first) {
        try {
            return new ObjectStream(object, object.version(head(first)), first);
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

    private static RestStream good(ServedObject object, RestStream stream) {
        if (stream.ok()) {
            return stream;
        }
        throw unopened(object, read(object, stream));
    }

    private static RestAnswer read(ServedObject object, RestStream stream) {
        try (stream) {
            return new RestAnswer(
                    stream.status(), stream.headers(), stream.body().readNBytes(SHOWN));
        } catch (IOException e) {
            throw LoopException.transientFailure(object.what() + " could not be opened: " + e.getMessage(), e);
        }
    }

    private static LoopException unopened(ServedObject object, RestAnswer answer) {
        return LoopException.transientFailure(object.what() + object.refusal(answer), null);
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
                    throw new IOException(broke() + " again and again: " + e.getMessage(), e);
                }
                resume(e);
            }
        }
    }

    private String broke() {
        return "reading " + object.what() + " broke off at byte " + position;
    }

    private void resume(IOException broken) throws IOException {
        body.close();
        if (position == size) {
            body = InputStream.nullInputStream();
            return;
        }
        try {
            goOn(object.stream(object.exactly(version).with("Range", "bytes=" + position + "-")), broken);
        } catch (LoopException e) {
            throw new IOException(broke() + ": " + e.getMessage(), e);
        }
    }

    private void goOn(RestStream next, IOException broken) throws IOException {
        if (next.status() == PAST_THE_END && size == UNKNOWN && position > 0) {
            // That many bytes of this very version were read, and none follow: it broke after the last one.
            next.close();
            body = InputStream.nullInputStream();
            return;
        }
        body = good(object, next).body();
        if (!version.equals(object.version(head(next)))) {
            throw new IOException(object.what() + " answered another version than the one being read", broken);
        }
        if (next.status() != PARTIAL) {
            skipWhatWasRead();
        }
    }

    private void skipWhatWasRead() throws IOException {
        try {
            body.skipNBytes(position);
        } catch (EOFException e) {
            throw new IOException(object.what() + " is shorter than what was already read of it", e);
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
