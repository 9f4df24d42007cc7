package dev.loopkeeper.connectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.notify.Notification;
import java.util.function.Function;

/** What a chat is sent. Teams drops what is larger than 28 KB after it has answered 202, so long text is cut. */
final class ChatBody {
    private static final int LIMIT = 27_000;

    private ChatBody() {}

    static byte[] of(String kind, Notification n) {
        return switch (kind) {
            case "slack" -> fitting(text(n), ChatBody::slack);
            case "teams" -> fitting(text(n), ChatBody::teams);
            default -> Json.write(n);
        };
    }

    private static String text(Notification n) {
        return n.model() + ": " + n.sentence();
    }

    private static byte[] fitting(String text, Function<String, byte[]> form) {
        byte[] body = form.apply(text);
        int length = text.length();
        while (body.length > LIMIT) {
            length = length * 3 / 4;
            int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
            body = form.apply(text.substring(0, end) + "…");
        }
        return body;
    }

    /** Angle brackets would call people or hide links, whoever wrote the text. */
    private static byte[] slack(String text) {
        String plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return Json.write(Json.mapper().createObjectNode().put("text", plain));
    }

    private static byte[] teams(String text) {
        ObjectNode message = Json.mapper().createObjectNode().put("type", "message");
        ObjectNode attachment = message.putArray("attachments").addObject();
        attachment.put("contentType", "application/vnd.microsoft.card.adaptive").putNull("contentUrl");
        ObjectNode card = attachment.putObject("content");
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4");
        card.putArray("body")
                .addObject()
                .put("type", "TextBlock")
                .put("text", text)
                .put("wrap", true);
        return Json.write(message);
    }
}
