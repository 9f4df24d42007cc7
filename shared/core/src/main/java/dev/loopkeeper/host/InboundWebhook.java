package dev.loopkeeper.host;

import dev.loopkeeper.edge.Digest;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.edge.WebhookSignature;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Takes in webhooks that are signed as Standard Webhooks describes, before anything of them is parsed.
 *
 * <p>Headers {@code webhook-id}, {@code webhook-timestamp} (seconds) and {@code webhook-signature}, each exactly once;
 * a timestamp more than five minutes off, in either direction, is refused. An id is marked as seen after its work is
 * done, so that a sender who was told to come again is heard; two deliveries at once are left to the work, which must
 * bear a repeat.
 */
public final class InboundWebhook {
    private static final long TOLERANCE = Duration.ofMinutes(5).toSeconds();
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,256}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");

    private final List<WebhookSignature> signatures;
    private final ObjectStore store;
    private final InstantSource clock;

    /**
     * Takes what is signed under any of the secrets: two while one is replaced.
     *
     * @throws LoopException of kind {@code POISON} when there is none or one is empty
     */
    public InboundWebhook(List<String> secrets, ObjectStore store, InstantSource clock) {
        if (secrets.isEmpty()) {
            throw LoopException.poison("webhooks cannot be verified without a secret: set one");
        }
        this.signatures = secrets.stream().map(WebhookSignature::under).toList();
        this.store = store;
        this.clock = clock;
    }

    /** Answers a webhook with the work's own answer, 401 when it is not genuine, 200 when it was taken before. */
    public HttpAnswer take(HttpCall call, Supplier<HttpAnswer> work) {
        Optional<String> fault = fault(call);
        if (fault.isPresent()) {
            return HttpAnswer.error(401, "unauthorized", fault.get());
        }
        String mark = Layout.seen(Digest.hex(call.header("webhook-id").orElseThrow()));
        if (store.stat(mark).isPresent()) {
            return HttpAnswer.json(200, java.util.Map.of("repeat", true));
        }
        HttpAnswer answer = work.get();
        if (answer.status() < 300) {
            store.putIfAbsent(mark, new byte[0]);
        }
        return answer;
    }

    /** Why a webhook is not genuine; empty when it is. */
    public Optional<String> fault(HttpCall call) {
        String id = call.header("webhook-id").orElse("");
        String at = call.header("webhook-timestamp").orElse("");
        String given = call.header("webhook-signature").orElse("");
        if (!ID.matcher(id).matches() || !SECONDS.matcher(at).matches() || given.isEmpty()) {
            return Optional.of("send webhook-id, webhook-timestamp and webhook-signature, each once");
        }
        long off = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(at));
        if (off > TOLERANCE) {
            return Optional.of("webhook-timestamp is " + off + " s off, allowed are " + TOLERANCE);
        }
        boolean genuine = false;
        for (WebhookSignature signature : signatures) {
            genuine |= signature.matches(id, at, call.body(), given);
        }
        return genuine ? Optional.empty() : Optional.of("no webhook-signature is of a secret known here");
    }
}
