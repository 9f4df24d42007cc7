package dev.loopkeeper.data;

import dev.loopkeeper.edge.LoopException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * The content of an object, decompressed when its first bytes say gzip, whatever its name says.
 *
 * <p>Refuses a stream that keeps expanding more than 250 times over after 64 MiB: data files compress 3 to 50 times, a
 * decompression bomb about 1,000 times.
 */
final class Unpacked extends FilterInputStream {
    private static final long HARMLESS = 64L << 20;
    private static final int RATIO = 250;
    private static final int BUFFER = 1 << 16;

    private final String key;
    private final Counted packed;
    private long out;

    private Unpacked(String key, Counted packed, InputStream content) {
        super(content);
        this.key = key;
        this.packed = packed;
    }

    /** A buffered stream over the content that supports {@code mark}. */
    static BufferedInputStream of(InputStream raw, String key) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        if (!gzip) {
            return in;
        }
        Counted packed = new Counted(in);
        return new BufferedInputStream(new Unpacked(key, packed, new GZIPInputStream(packed, BUFFER)), BUFFER);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int n = super.read(target, offset, length);
        out += Math.max(n, 0);
        if (out > HARMLESS && out / RATIO > packed.count) {
            throw LoopException.poison(
                    key + " expands more than " + RATIO + " times when decompressed, which looks like a"
                            + " decompression bomb; upload it uncompressed if it is real");
        }
        return n;
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = super.read(target, offset, length);
            count += Math.max(n, 0);
            return n;
        }
    }
}
