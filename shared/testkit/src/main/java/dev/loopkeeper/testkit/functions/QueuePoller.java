package dev.loopkeeper.testkit.functions;

import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes a queue's messages for one function. A message whose invocation succeeds is deleted; one that fails is given
 * back for {@code visibilityTimeout}, or moved to {@code <queue>-poison} when it was lent {@code maxDequeueCount}
 * times. A host that dies leaves its messages lent until the loan is over.
 */
final class QueuePoller implements Runnable {
    private static final Duration SHORTEST = Duration.ofMillis(20);
    /** Shorter than the platform's, which doubles up to {@code maxPollingInterval}: a test has no minute. */
    private static final Duration LONGEST = Duration.ofMillis(250);

    private final LoadedFunction function;
    private final String queue;
    private final StorageQueues queues;
    private final HostFile host;
    private final Duration loan;
    private final Worker worker;
    private final HostLog log;
    private final Semaphore looks = new Semaphore(0);
    private volatile boolean closed;

    QueuePoller(LoadedFunction function, HostFile host, AppSettings settings, Worker worker, HostLog log) {
        this.function = function;
        this.host = host;
        this.worker = worker;
        this.log = log;
        this.queue =
                settings.resolve(function.file().trigger().path("queueName").asText());
        String connection = function.file().trigger().path("connection").asText();
        this.queues = new StorageQueues(settings.connection(settings.resolve(connection)));
        this.loan = Duration.ofSeconds(
                settings.value(FunctionsHost.LOAN_SECONDS).map(Long::parseLong).orElse(600L));
    }

    @Override
    public void run() {
        Duration wait = SHORTEST;
        while (look(wait)) {
            try {
                List<QueuedMessage> messages = queues.receive(queue, host.batchSize(), loan);
                messages.parallelStream().forEach(this::take);
                wait = messages.isEmpty() ? longer(wait) : SHORTEST;
            } catch (RuntimeException e) {
                log.failed(function.name() + " polling " + queue, e);
                wait = LONGEST;
            }
        }
    }

    private Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        Duration most = LONGEST.compareTo(host.maxPollingInterval()) < 0 ? LONGEST : host.maxPollingInterval();
        return twice.compareTo(most) < 0 ? twice : most;
    }

    /** Waits for the time of the next look; says whether there is to be one. */
    private boolean look(Duration wait) {
        try {
            looks.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
            looks.drainPermits();
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void take(QueuedMessage message) {
        byte[] content = message.content(host.base64()).orElse(null);
        boolean poison = content == null;
        if (poison) {
            poison(message);
        } else if (succeeded(message, content)) {
            queues.delete(queue, message);
        } else if (message.dequeueCount() >= host.maxDequeueCount()) {
            poison(message);
            poison = true;
        } else {
            queues.release(queue, message, host.visibilityTimeout());
        }
        worker.settled(function, poison);
    }

    private boolean succeeded(QueuedMessage message, byte[] content) {
        try {
            String text = QueuedMessage.utf8(content);
            return worker.invoke(function, Invocation.of(text, message.metadata(text)), nothing -> {});
        } catch (CharacterCodingException e) {
            log.failed(function.name(), e);
            return false;
        }
    }

    private void poison(QueuedMessage message) {
        queues.put(queue + "-poison", message.text());
        queues.delete(queue, message);
    }

    boolean serves(String name) {
        return function.name().equals(name);
    }

    void lookNow() {
        looks.release();
    }

    void close() {
        closed = true;
        looks.release();
    }
}
