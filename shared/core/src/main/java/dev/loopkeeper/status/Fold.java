package dev.loopkeeper.status;

import dev.loopkeeper.loop.Event;
import java.time.Instant;

/** Gathers one aspect of a journal, event by event in order. Not safe for use by several threads at once. */
interface Fold {
    void add(Event event, Instant at);
}
