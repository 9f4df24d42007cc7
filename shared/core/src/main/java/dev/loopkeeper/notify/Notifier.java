package dev.loopkeeper.notify;

import dev.loopkeeper.config.LoopConfig;

/**
 * Delivers one notification to one channel; throws {@link dev.loopkeeper.edge.LoopException} when it did not arrive.
 */
public interface Notifier {
    /** Delivers it. A repeat carries the same {@link Notification#id}, so that a receiver can drop it. */
    void send(LoopConfig.Channel channel, Notification notification);
}
