package dev.loopkeeper.local.endpoint;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;

/** One connection to a version's process; used by one thread at a time, closed by any. */
final class VersionConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 500;
    private static final int BUFFER = 16_384;
    /** The reading side times out by itself first; only what is stuck is closed from outside. */
    private static final long GRACE_NANOS = 200_000_000L;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private volatile long deadline = Long.MAX_VALUE;

    private VersionConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
    }

    static VersionConnection open(int port, byte[] secret) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            VersionConnection connection = new VersionConnection(socket);
            connection.out.write(secret);
            return connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** @param deadline of the next question, by {@link System#nanoTime} */
    void begin(long deadline) {
        this.deadline = deadline;
    }

    double[] ask(List<Map<String, String>> rows) throws IOException, VersionFailure {
        VersionWire.writeRows(out, rows);
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("no time is left");
        }
        socket.setSoTimeout((int) left);
        return VersionWire.readValues(in);
    }

    boolean overdue(long now) {
        return now - deadline > GRACE_NANOS;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Closing is all that was wanted; the descriptor is gone either way.
            return;
        }
    }
}
