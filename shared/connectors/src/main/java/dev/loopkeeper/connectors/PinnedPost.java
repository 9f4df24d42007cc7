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
 * <p>With https the certificate has to be valid for the host of the URL, whatever the address. It ends after ten
 * seconds, however slowly the other side speaks, and reads at most 64 KiB of the answer.
 */
final class PinnedPost {
    private static final int PATIENCE_MILLIS = 3_000;
    private static final int LONGEST_SECONDS = 10;

    private final SSLSocketFactory tls;

    /** Status and beginning of the body. */
    record Answer(int status, String body) {}

    PinnedPost() {
        this((SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    PinnedPost(SSLSocketFactory tls) {
        this.tls = tls;
    }

    Answer send(OutboundRule.Target target, Map<String, String> headers, byte[] body) throws IOException {
        IOException last = null;
        for (InetAddress address : target.addresses()) {
            try (Socket plain = new Socket()) {
                plain.connect(new InetSocketAddress(address, port(target.uri())), PATIENCE_MILLIS);
                return exchange(plain, target.uri(), headers, body);
            } catch (java.net.ConnectException e) {
                last = e;
            }
        }
        throw last == null ? new IOException("no address") : last;
    }

    private Answer exchange(Socket plain, URI uri, Map<String, String> headers, byte[] body) throws IOException {
        plain.setSoTimeout(PATIENCE_MILLIS);
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
