package dev.loopkeeper.local.run;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.notify.Notification;
import dev.loopkeeper.notify.Notifier;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/**
 * Tells the console and webhooks. A webhook is signed as Standard Webhooks describes, and only reaches hosts that are
 * allowed.
 */
final class LocalNotifier implements Notifier {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Secrets secrets;
    private final OutboundRule rule;
    private final PrintStream console;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    LocalNotifier(Secrets secrets, OutboundRule rule, PrintStream console) {
        this.secrets = secrets;
        this.rule = rule;
        this.console = console;
    }

    @Override
    public void send(LoopConfig.Channel channel, Notification notification) {
        if (channel.kind().equals("console")) {
            console.println(line(notification));
        } else {
            post(channel, notification, body(channel.kind(), notification));
        }
    }

    static String line(Notification n) {
        String mark = n.severity().equals("critical") ? "!! " : n.severity().equals("warning") ? "!  " : "   ";
        return mark + n.at().toString().substring(0, 16).replace('T', ' ') + "  " + n.model() + "  "
                + n.sentence().replaceAll("\\p{C}", " ");
    }

    private static byte[] body(String kind, Notification n) {
        String text = n.model() + ": " + n.sentence();
        if (kind.equals("slack")) {
            return Json.write(Map.of("text", text));
        }
        if (kind.equals("teams")) {
            Object block = Map.of("type", "TextBlock", "text", text, "wrap", true);
            Object card = Map.of("type", "AdaptiveCard", "version", "1.4", "body", java.util.List.of(block));
            return Json.write(Map.of(
                    "type",
                    "message",
                    "attachments",
                    java.util.List.of(
                            Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card))));
        }
        return Json.write(n);
    }

    private void post(LoopConfig.Channel channel, Notification n, byte[] body) {
        URI target = rule.check(secrets.resolve(channel.target()));
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        channel.secret().ifPresent(name -> {
            String at = Long.toString(System.currentTimeMillis() / 1000);
            request.header("webhook-id", n.id())
                    .header("webhook-timestamp", at)
                    .header("webhook-signature", WebhookSignature.sign(secrets.named(name), n.id(), at, body));
        });
        try {
            HttpResponse<Void> answer = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
            check(channel, target, answer.statusCode());
        } catch (IOException e) {
            throw LoopException.transientFailure(
                    channel.kind() + " at " + target.getHost() + " did not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LoopException.transientFailure(channel.kind() + " at " + target.getHost() + " was interrupted", e);
        }
    }

    private static void check(LoopConfig.Channel channel, URI target, int status) {
        String said = channel.kind() + " at " + target.getHost() + " answered " + status;
        if (status == 408 || status == 429 || status >= 500) {
            throw LoopException.transientFailure(said, null);
        }
        if (status >= 300) {
            throw LoopException.poison(said + ": check its URL and permissions");
        }
    }
}
