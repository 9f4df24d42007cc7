package dev.loopkeeper.local.endpoint;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ServiceLoader;

/**
 * The process of one version: loads its artefact, prints {@code READY <port>} and answers the server over loopback.
 *
 * <p>It is given a secret on standard input that every connection must begin with, and ends when that input does: it
 * never outlives its server. Whatever goes wrong in it stays in it.
 */
public final class VersionMain {
    private final VersionScorer scorer;
    private final byte[] secret;

    private VersionMain(VersionScorer scorer, byte[] secret) {
        this.scorer = scorer;
        this.secret = secret;
    }

    /** Serves the artefact whose path is the only argument. */
    public static void main(String[] args) throws IOException {
        PrintStream parent = System.out;
        // A library that prints must not be taken for the handshake.
        System.setOut(System.err);
        byte[] secret = System.in.readNBytes(VersionWire.SECRET_BYTES);
        daemon("parent-watch", VersionMain::endWithParent).start();
        VersionMain version = new VersionMain(load(Path.of(args[0])), secret);
        try (ServerSocket listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress())) {
            parent.println("READY " + listening.getLocalPort());
            parent.flush();
            while (true) {
                Socket connection = listening.accept();
                daemon("caller", () -> version.answer(connection)).start();
            }
        }
    }

    private static VersionScorer load(Path artefact) throws IOException {
        for (VersionFormat format : ServiceLoader.load(VersionFormat.class)) {
            if (format.reads(artefact.getFileName().toString())) {
                return format.load(artefact);
            }
        }
        return TrainedVersion.load(artefact);
    }

    private void answer(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(connection.getInputStream(), 16_384));
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(connection.getOutputStream(), 16_384));
            if (!MessageDigest.isEqual(secret, in.readNBytes(VersionWire.SECRET_BYTES))) {
                return;
            }
            while (true) {
                answerOne(in, out);
            }
        } catch (EOFException e) {
            // The server closed an idle connection: the ordinary end.
            return;
        } catch (IOException e) {
            System.err.println("connection lost: " + e.getMessage());
        }
    }

    // A version runs foreign code: a StackOverflowError or a missing class is its failure, not the end of the process.
    @SuppressWarnings("PMD.AvoidCatchingThrowable")
    private void answerOne(DataInputStream in, DataOutputStream out) throws IOException {
        var rows = VersionWire.readRows(in);
        double[] values;
        try {
            values = scorer.score(rows);
        } catch (IllegalArgumentException e) {
            VersionWire.writeFailure(out, true, "refused the instances: " + e.getMessage());
            return;
        } catch (Throwable e) {
            VersionWire.writeFailure(out, false, "failed with " + e.getClass().getSimpleName() + ": " + e.getMessage());
            return;
        }
        VersionWire.writeValues(out, values);
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            System.err.println("lost the server: " + e.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
