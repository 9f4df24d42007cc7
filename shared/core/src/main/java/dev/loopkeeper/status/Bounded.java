package dev.loopkeeper.status;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The newest so many of a series. */
final class Bounded<T> {
    private final Deque<T> kept = new ArrayDeque<>();
    private final int limit;

    Bounded(int limit) {
        this.limit = limit;
    }

    void add(T value) {
        kept.addLast(value);
        if (kept.size() > limit) {
            kept.removeFirst();
        }
    }

    void removeNewest() {
        kept.pollLast();
    }

    T newest() {
        return kept.peekLast();
    }

    List<T> oldestFirst() {
        return List.copyOf(kept);
    }

    List<T> newestFirst() {
        List<T> reversed = new ArrayList<>(kept);
        Collections.reverse(reversed);
        return List.copyOf(reversed);
    }
}
