package dev.loopkeeper.connectors.rest;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a body that was cut off from one that ended: the platform's client takes a lost connection for the end. */
final class WholeBody extends FilterInputStream {
    private final long announced;
    private long read;

    WholeBody(InputStream in, long announced) {
        super(in);
        this.announced = announced;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? -1 : 1);
        return b;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n = super.read(into, offset, length);
        if (length > 0) {
            count(n);
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        read += skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int n) throws IOException {
        if (n >= 0) {
            read += n;
        } else if (read < announced) {
            throw new EOFException("the connection ended after " + read + " of " + announced + " bytes");
        }
    }
}
