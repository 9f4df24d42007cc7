package dev.loopkeeper.connectors;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One HTTP/1.1 POST to an address that was checked before: no name is resolved, no redirect and no proxy is followed.
 *
 * <p>With https the certificate has to be valid for the host of the URL, whatever the address. Of the addresses the
 * first three are tried for three seconds each; once connected it ends after ten seconds, however slowly the other side
 * speaks, and reads at most 64 KiB of the answer.
 */
final class PinnedPost {
    private static final int PATIENCE_MILLIS = 3_000;
    private static final int LONGEST_SECONDS = 10;

    /** Each may take its whole patience. */
    private static final int MOST_ADDRESSES = 3;

    private final SSLSocketFactory tls;
    private final int patienceMillis;

    /** Status and beginning of the body. */
    record Answer(int status, String body) {}

    PinnedPost() {
        this((SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    PinnedPost(SSLSocketFactory tls) {
        this(tls, PATIENCE_MILLIS);
    }

    /** @param patienceMillis for a connection, and for each wait for bytes */
    PinnedPost(SSLSocketFactory tls, int patienceMillis) {
        this.tls = tls;
        this.patienceMillis = patienceMillis;
    }

    Answer send(OutboundRule.Target target, Map<String, String> headers, byte[] body) throws IOException {
        try (Socket plain = connected(target)) {
            return exchange(plain, target.uri(), headers, body);
        }
    }

    /** The first address that answers: nothing was said to those before it. */
    private Socket connected(OutboundRule.Target target) throws IOException {
        IOException last = new IOException("host " + target.uri().getHost() + " has no address");
        for (InetAddress address :
                target.addresses().stream().limit(MOST_ADDRESSES).toList()) {
            Socket plain = new Socket();
            try {
                plain.connect(new InetSocketAddress(address, port(target.uri())), patienceMillis);
                return plain;
            } catch (IOException e) {
                plain.close();
                last = e;
            }
        }
        throw last;
    }

    private Answer exchange(Socket plain, URI uri, Map<String, String> headers, byte[] body) throws IOException {
        plain.setSoTimeout(patienceMillis);
        Executor late = CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS);
        late.execute(() -> close(plain));
        try (Socket socket = secured(plain, uri)) {
            OutputStream out = socket.getOutputStream();
            out.write(request(uri, headers, body));
            out.flush();
            return HttpReply.read(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private Socket secured(Socket plain, URI uri) throws IOException {
        if (!uri.getScheme().equals("https")) {
            return plain;
        }
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, bare(uri.getHost()), port(uri), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static byte[] request(URI uri, Map<String, String> headers, byte[] body) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String host = uri.getHost() + (uri.getPort() > 0 ? ":" + uri.getPort() : "");
        StringBuilder head = new StringBuilder("POST " + path + query + " HTTP/1.1\r\nHost: " + host + "\r\n");
        headers.forEach((name, value) -> head.append(name)
                .append(": ")
                .append(value.replaceAll("[\r\n]", " "))
                .append("\r\n"));
        head.append("User-Agent: loopkeeper\r\nConnection: close\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(body);
        return all.toByteArray();
    }

    private static int port(URI uri) {
        return uri.getPort() > 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more, which was the point.
            return;
        }
    }
}
