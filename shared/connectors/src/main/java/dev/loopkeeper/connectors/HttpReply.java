package dev.loopkeeper.connectors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the answer of an HTTP/1.1 server, as much of it as anybody here needs: status, and the body's beginning. */
final class HttpReply {
    private static final int LIMIT = 64 << 10;
    private static final int INTERIM = 10;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

    private final InputStream in;
    private int budget = LIMIT;
    private int length = -1;

    private HttpReply(InputStream in) {
        this.in = in;
    }

    static PinnedPost.Answer read(InputStream in) throws IOException {
        return new HttpReply(in).read();
    }

    private PinnedPost.Answer read() throws IOException {
        int status = head();
        for (int i = 0; status < 200 && i < INTERIM; i++) {
            status = head();
        }
        return new PinnedPost.Answer(status, status == 204 || status == 304 ? "" : body());
    }

    private int head() throws IOException {
        Matcher status = STATUS.matcher(line());
        if (!status.matches()) {
            throw new IOException("the answer is not HTTP/1.1");
        }
        for (String line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.matches("content-length: *\\d{1,9}")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
        }
        return Integer.parseInt(status.group(1));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || --budget < 0) {
                throw new IOException("the answer broke off in its head");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** The status is what counts: a body that comes too slowly or not whole is taken as far as it came. */
    private String body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[4_096];
        int most = length < 0 ? budget : Math.min(budget, length);
        try {
            while (body.size() < most) {
                int read = in.read(buffer, 0, Math.min(buffer.length, most - body.size()));
                if (read < 0) {
                    break;
                }
                body.write(buffer, 0, read);
            }
        } catch (IOException e) {
            return body.toString(StandardCharsets.UTF_8);
        }
        return body.toString(StandardCharsets.UTF_8);
    }
}
