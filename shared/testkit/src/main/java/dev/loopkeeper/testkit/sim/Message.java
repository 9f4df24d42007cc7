package dev.loopkeeper.testkit.sim;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * Something that starts a function.
 *
 * @param name of the function
 * @param durable delivered again until it was handled, as storage events and people are; else a hint that may be lost
 * @param notBefore tick
 */
record Message(String name, boolean durable, Instant due, int notBefore, Consumer<Host> body) {
    Message later(int tick) {
        return new Message(name, durable, due, tick, body);
    }
}
