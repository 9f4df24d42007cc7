package dev.loopkeeper.azure.telemetry;

import dev.loopkeeper.connectors.rest.Patience;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Sends spans and waits a second for it at most: an instance may be frozen when its function has returned. After a
 * failure it rests for a minute, so that a destination that is away costs a second a minute and never a step; the
 * newest spans wait meanwhile, and older ones are dropped.
 */
final class SpanSender {
    private static final Logger LOG = LogManager.getLogger(SpanSender.class);
    private static final Duration REST = Duration.ofMinutes(1);
    private static final int MOST = 256;

    private final RestClient rest;
    private final Destination destination;
    private final Duration limit;
    private final InstantSource clock;
    private final Deque<StepSpan> waiting = new ArrayDeque<>();
    private Instant restingUntil = Instant.MIN;

    SpanSender(RestClient rest, Destination destination, Duration limit, InstantSource clock) {
        this.rest = rest;
        this.destination = destination;
        this.limit = limit;
        this.clock = clock;
    }

    /** Takes a span, and sends what waits unless it rests. */
    void send(StepSpan span) {
        List<StepSpan> spans = taken(span);
        if (spans.isEmpty()) {
            return;
        }
        // A thread of its own, because looking a name up knows no limit of time.
        CompletableFuture<RestAnswer> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> deliver(spans, answer), "loopkeeper-telemetry");
        thread.setDaemon(true);
        thread.start();
        try {
            RestAnswer got = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!got.ok()) {
                rest("it answered " + got.status() + " " + got.reason());
            }
        } catch (ExecutionException e) {
            rest(e.getCause().getMessage());
        } catch (TimeoutException e) {
            rest("it took longer than " + limit.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<StepSpan> taken(StepSpan span) {
        waiting.addLast(span);
        if (waiting.size() > MOST) {
            waiting.removeFirst();
        }
        if (clock.instant().isBefore(restingUntil)) {
            return List.of();
        }
        List<StepSpan> spans = new ArrayList<>(waiting);
        waiting.clear();
        return spans;
    }

    private void deliver(List<StepSpan> spans, CompletableFuture<RestAnswer> answer) {
        try {
            answer.complete(
                    rest.exchange(destination.call(spans).within(Patience.once(limit)), "the destination of traces"));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private synchronized void rest(String why) {
        restingUntil = clock.instant().plus(REST);
        LOG.warn("traces are lost for a minute, steps go on: {}", why);
    }
}
