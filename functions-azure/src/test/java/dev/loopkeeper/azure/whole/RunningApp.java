package dev.loopkeeper.azure.whole;

import com.azure.core.util.BinaryData;
import com.azure.storage.queue.QueueClient;
import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.azure.queue.StorageQueue;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.testkit.functions.HostClient;
import dev.loopkeeper.testkit.functions.HostProcess;
import dev.loopkeeper.testkit.functions.HostReport.Counts;
import dev.loopkeeper.testkit.whole.Letter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One function app in a process of its own, and its queues in Azurite. */
final class RunningApp implements AutoCloseable {
    /** Some functions are known by another name to their queue than to their events. */
    private static final Map<StepName, String> HINTED = Map.of(StepName.COMPARE_METRICS, "compare-metrics-hint");

    private final HostProcess process;
    private final HostClient client;
    private final Map<StepName, QueueClient> queues = new EnumMap<>(StepName.class);
    private final Map<StepName, Integer> sent = new EnumMap<>(StepName.class);
    private final Map<StepName, Integer> failed = new ConcurrentHashMap<>();
    private boolean dead;

    private RunningApp(HostProcess process) {
        this.process = process;
        this.client = new HostClient(process.address());
    }

    static RunningApp start(Map<String, String> settings, String clock) {
        Path folder = Path.of(System.getProperty("loopkeeper.azure.staging"));
        return new RunningApp(HostProcess.start(
                folder, settings, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx160m", clock)));
    }

    /** Whether it was taken. */
    boolean deliver(Letter letter) {
        try {
            return switch (letter.type()) {
                case Mail.EVENT -> client.deliver(letter.to().text(), letter.data()) == 202;
                case Mail.TIMER -> client.fire(letter.to().text());
                default -> message(letter);
            };
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The host takes it off the queue; what it gives back the postman brings again, as the queue does. */
    private boolean message(Letter letter) {
        int number = put(letter);
        if (number == 0) {
            return false;
        }
        String function = HINTED.getOrDefault(letter.to(), letter.to().text());
        Counts counts = client.settled(function, number);
        int before = failed.getOrDefault(letter.to(), 0);
        failed.merge(letter.to(), counts.failed(), Math::max);
        return counts.settled() >= number && counts.failed() <= before;
    }

    /** Which message of its queue it is for this process, 0 when that is dead. */
    private synchronized int put(Letter letter) {
        if (dead) {
            return 0;
        }
        queues.computeIfAbsent(letter.to(), RunningApp::queue).sendMessage(BinaryData.fromBytes(letter.data()));
        return sent.merge(letter.to(), 1, Integer::sum);
    }

    private static QueueClient queue(StepName step) {
        QueueClient queue = Azurite.shared().officialQueue(StorageQueue.queue(step));
        queue.createIfNotExists();
        return queue;
    }

    /** Ends it at once. What was lent to it is the postman's to bring again, and must not come twice as often. */
    synchronized void kill() {
        dead = true;
        process.kill();
        queues.values().forEach(QueueClient::clearMessages);
    }

    @Override
    public synchronized void close() {
        dead = true;
        queues.values().forEach(QueueClient::clearMessages);
        process.close();
    }
}
