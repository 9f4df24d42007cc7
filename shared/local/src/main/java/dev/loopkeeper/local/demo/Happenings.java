package dev.loopkeeper.local.demo;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.Event;
import dev.loopkeeper.store.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Everything the journal of the demo's model says, in order. */
final class Happenings {
    private final DemoHome home;
    private final List<Event> events = new ArrayList<>();
    private int read;

    Happenings(DemoHome home) {
        this.home = home;
    }

    /** Reads what was added since the last call; the journal only grows. */
    Happenings refresh() {
        try {
            List<Path> commits = home.files(Layout.journalPrefix(DemoHome.MODEL));
            for (Path commit : commits.subList(Math.min(read, commits.size()), commits.size())) {
                events.addAll(Json.read(Files.readAllBytes(commit), Commit.class, commit.toString())
                        .events());
                read++;
            }
            return this;
        } catch (IOException e) {
            throw LoopException.transientFailure("the journal cannot be read: " + e.getMessage(), e);
        }
    }

    int size() {
        return events.size();
    }

    List<Event> all() {
        return List.copyOf(events);
    }

    <T extends Event> List<T> of(Class<T> type) {
        return since(0, type, e -> true);
    }

    <T extends Event> List<T> since(int from, Class<T> type, Predicate<T> when) {
        return events.subList(from, events.size()).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(when)
                .toList();
    }
}
