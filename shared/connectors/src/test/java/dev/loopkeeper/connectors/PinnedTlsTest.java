package dev.loopkeeper.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real TLS server on loopback with a certificate for {@code hooks.example} only. */
class PinnedTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private HttpsServer server;
    private SSLContext context;

    @BeforeEach
    void listen() throws Exception {
        context = context();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldAskTheCheckedAddressForTheCertificateOfTheHost() throws Exception {
        PinnedPost post = new PinnedPost(context.getSocketFactory());
        assertThat(post.send(target("hooks.example"), Map.of(), new byte[0]).status())
                .isEqualTo(204);
    }

    @Test
    void shouldSendNothingToAServerThatIsNotTheHost() {
        PinnedPost trusting = new PinnedPost(context.getSocketFactory());
        assertThatThrownBy(() -> trusting.send(target("other.example"), Map.of(), new byte[0]))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("other.example");
        assertThatThrownBy(() -> new PinnedPost().send(target("hooks.example"), Map.of(), new byte[0]))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void shouldGoOnToTheNextAddressWhenOneDoesNotAnswer() throws Exception {
        InetAddress silent = InetAddress.getByName("127.0.0.2");
        try (ServerSocket full = new ServerSocket(server.getAddress().getPort(), 1, silent)) {
            List<Socket> waiting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                waiting.add(attempt(full));
            }
            PinnedPost post = new PinnedPost(context.getSocketFactory(), 300);
            PinnedPost.Answer answer =
                    post.send(target("hooks.example", silent, InetAddress.getLoopbackAddress()), Map.of(), new byte[0]);
            assertThat(answer.status()).isEqualTo(204);
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /** Fills the place where connections wait to be accepted; what does not fit is dropped without a word. */
    private static Socket attempt(ServerSocket server) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(server.getLocalSocketAddress(), 100);
        } catch (SocketTimeoutException e) {
            assertThat(e).hasMessageContaining("timed out");
        }
        return socket;
    }

    private OutboundRule.Target target(String host) {
        return target(host, InetAddress.getLoopbackAddress());
    }

    private OutboundRule.Target target(String host, InetAddress... addresses) {
        URI uri = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/x");
        return new OutboundRule.Target(uri, List.of(addresses));
    }

    private SSLContext context() throws Exception {
        Path file = folder.resolve("server.p12");
        String password = new String(PASSWORD);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        password,
                        "-dname",
                        "CN=hooks.example",
                        "-ext",
                        "san=dns:hooks.example")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return made;
    }
}
