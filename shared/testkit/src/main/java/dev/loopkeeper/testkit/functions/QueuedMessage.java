package dev.loopkeeper.testkit.functions;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * A message as a queue lent it.
 *
 * @param text as it is stored
 * @param popReceipt proves the loan
 * @param dequeueCount how often it was lent, this time included
 */
record QueuedMessage(String id, String text, String popReceipt, int dequeueCount, String insertion, String expiration) {
    static QueuedMessage of(Element element) {
        return new QueuedMessage(
                text(element, "MessageId"),
                text(element, "MessageText"),
                text(element, "PopReceipt"),
                Integer.parseInt(text(element, "DequeueCount")),
                text(element, "InsertionTime"),
                text(element, "ExpirationTime"));
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagName(name).item(0).getTextContent();
    }

    /** What was sent, unless it is no Base64 although {@code host.json} wants that. */
    Optional<byte[]> content(boolean base64) {
        try {
            return Optional.of(
                    base64 ? Base64.getDecoder().decode(text.strip()) : text.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The text that a function is given; what is no UTF-8 fails the invocation. */
    static String utf8(byte[] content) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content))
                .toString();
    }

    /** What {@code @BindingName} finds. */
    Map<String, Object> metadata(String decoded) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("QueueTrigger", decoded);
        values.put("DequeueCount", Integer.toString(dequeueCount));
        values.put("Id", id);
        values.put("PopReceipt", popReceipt);
        values.put("InsertionTime", insertion);
        values.put("ExpirationTime", expiration);
        return values;
    }
}
