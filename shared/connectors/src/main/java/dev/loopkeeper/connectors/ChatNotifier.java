package dev.loopkeeper.connectors;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.edge.WebhookSignature;
import dev.loopkeeper.notify.Notification;
import dev.loopkeeper.notify.Notifier;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Tells Slack, Teams and webhooks; a channel {@code console} is the log.
 *
 * <p>A webhook is signed as Standard Webhooks describes when its channel names a secret, and only hosts that the rule
 * allows are reached. 408, 429 and 5xx are {@code TRANSIENT}, every other refusal is {@code POISON}.
 */
public final class ChatNotifier implements Notifier {
    private static final Logger LOG = LogManager.getLogger(ChatNotifier.class);

    private final Secrets secrets;
    private final OutboundRule rule;
    private final PinnedPost post = new PinnedPost();
    private final InstantSource clock;

    public ChatNotifier(Secrets secrets, OutboundRule rule) {
        this(secrets, rule, InstantSource.system());
    }

    ChatNotifier(Secrets secrets, OutboundRule rule, InstantSource clock) {
        this.secrets = secrets;
        this.rule = rule;
        this.clock = clock;
    }

    @Override
    public void send(LoopConfig.Channel channel, Notification notification) {
        if (channel.kind().equals("console")) {
            LOG.info("{}: {}", notification.model(), notification.sentence().replaceAll("\\p{C}", " "));
            return;
        }
        byte[] body = ChatBody.of(channel.kind(), notification);
        OutboundRule.Target target = rule.check(secrets.resolve(channel.target()));
        String receiver = channel.kind() + " at " + target.uri().getHost();
        try {
            check(receiver, post.send(target, headers(channel, notification, body), body));
        } catch (IOException e) {
            throw LoopException.transientFailure(receiver + " did not answer: " + e.getMessage(), e);
        }
    }

    private Map<String, String> headers(LoopConfig.Channel channel, Notification n, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        channel.secret().ifPresent(name -> {
            String at = Long.toString(clock.instant().getEpochSecond());
            headers.put("webhook-id", n.id());
            headers.put("webhook-timestamp", at);
            headers.put(
                    "webhook-signature",
                    WebhookSignature.under(secrets.named(name)).sign(n.id(), at, body));
        });
        return headers;
    }

    private static void check(String receiver, PinnedPost.Answer answer) {
        int status = answer.status();
        String said = receiver + " answered " + status;
        // Older Teams connectors say so inside a 200.
        boolean throttled = answer.body().contains("endpoint returned HTTP error 429");
        if (status == 408 || status == 429 || status >= 500 || throttled) {
            throw LoopException.transientFailure(said + (throttled ? " with 429 inside" : ""), null);
        }
        if (status >= 300) {
            throw LoopException.poison(said + ": check its URL and permissions");
        }
    }
}
