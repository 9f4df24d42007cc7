package dev.loopkeeper.azure.function;

import dev.loopkeeper.edge.LoopException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads which blob of our account an event is about, from its {@code data.url} and its {@code subject}.
 *
 * <p>The address of a blob is percent-encoded and its subject is not. Where both say the same name in one of the two
 * spellings, that is the name; where they do not, nobody knows which blob was meant, and the event is refused.
 *
 * @param host where the account's blobs are, without a slash at the end; accounts with a hierarchical namespace name
 *     their other endpoint, {@code dfs}
 */
public record BlobAddress(String host) {
    private static final Pattern SUBJECT =
            Pattern.compile("/blobServices/default/containers/([^/]+)/blobs/(.+)", Pattern.DOTALL);
    private static final Pattern PATH = Pattern.compile("/([^/?#]+)/([^?#]+)", Pattern.DOTALL);

    /** The account whose blobs are there; an emulator's address ends with the account. */
    public static BlobAddress of(String host) {
        return new BlobAddress(host.endsWith("/") ? host.substring(0, host.length() - 1) : host);
    }

    /** Where a blob is; the name is not checked yet. */
    record Place(String container, String name) {}

    /** @throws LoopException of kind {@code POISON} when they name no blob of ours */
    Place place(String url, String subject) {
        Matcher path = PATH.matcher(below(url));
        Matcher told = SUBJECT.matcher(subject);
        if (!path.matches() || !told.matches() || !path.group(1).equals(told.group(1))) {
            throw LoopException.poison(
                    "event names no blob: expected the same container and blob in 'data.url' and 'subject'");
        }
        String name = decoded(path.group(2));
        if (!ascii(name).equals(ascii(told.group(2))) && !ascii(name).equals(ascii(decoded(told.group(2))))) {
            throw LoopException.poison("event names one blob in 'data.url' and another one in 'subject'");
        }
        return new Place(told.group(1), name);
    }

    /** What is left of both when Event Grid put replacement characters into a subject, as it does for emoji. */
    private static String ascii(String name) {
        return name.replaceAll("[^\\x00-\\x7f]", "");
    }

    private String below(String url) {
        String dfs = host.replace(".blob.", ".dfs.");
        if (url.startsWith(host + "/")) {
            return url.substring(host.length());
        }
        if (url.startsWith(dfs + "/")) {
            return url.substring(dfs.length());
        }
        throw LoopException.poison("event is of a storage account that is not ours: expected " + host);
    }

    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] given = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < given.length; i++) {
            if (given[i] != '%') {
                bytes.write(given[i]);
            } else {
                bytes.write(hex(given, i + 1) << 4 | hex(given, i + 2));
                i += 2;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw LoopException.poison("event names a blob in something else than UTF-8", e);
        }
    }

    private static int hex(byte[] text, int at) {
        int value = at < text.length ? Character.digit(text[at], 16) : -1;
        if (value < 0) {
            throw LoopException.poison("event names a blob with a percent sign that begins no escape");
        }
        return value;
    }
}
