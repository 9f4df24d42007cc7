package dev.loopkeeper.testkit;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.notify.Notification;
import dev.loopkeeper.notify.Notifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Channels in memory that keep what arrived, repeats included, and can be broken and mended by name. */
public final class MemoryNotifier implements Notifier {
    /** One delivery. */
    public record Delivery(String channel, Notification notification) {}

    private final List<Delivery> deliveries = new ArrayList<>();
    private final Set<String> broken = new TreeSet<>();

    @Override
    public synchronized void send(LoopConfig.Channel channel, Notification notification) {
        if (broken.contains(channel.name())) {
            throw LoopException.transientFailure("channel " + channel.name() + " does not answer", null);
        }
        deliveries.add(new Delivery(channel.name(), notification));
    }

    /** Makes every delivery to the channel fail until {@link #mend}. */
    public synchronized void breakChannel(String channel) {
        broken.add(channel);
    }

    public synchronized void mend(String channel) {
        broken.remove(channel);
    }

    /** What arrived, in order. */
    public synchronized List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }
}
