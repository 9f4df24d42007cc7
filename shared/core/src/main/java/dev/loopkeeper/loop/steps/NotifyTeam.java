package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Digest;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.Event;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.Turn;
import dev.loopkeeper.notify.Notification;
import dev.loopkeeper.notify.Notifier;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Tells the team every news of the journal, once a channel.
 *
 * <p>A delivery is marked after it: a crash in between repeats it with the same id, and none is lost. A channel that
 * fails is tried again for a day, then its message becomes a dead letter; it holds up no other channel.
 */
public final class NotifyTeam {
    private static final Logger LOG = LogManager.getLogger(NotifyTeam.class);
    private static final int COMMITS = 64;
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final Loops loops;
    private final ObjectStore store;
    private final Notifier notifier;
    private final InstantSource clock;

    public NotifyTeam(Loops loops, ObjectStore store, Notifier notifier, InstantSource clock) {
        this.loops = loops;
        this.store = store;
        this.notifier = notifier;
        this.clock = clock;
    }

    /** Delivers what was not delivered yet. */
    public void deliver(LoopConfig config) {
        loops.turn(config, StepName.NOTIFY_TEAM.text(), this::deliver);
    }

    private LoopState deliver(Turn turn) {
        LoopConfig config = turn.config();
        LoopState state = turn.state();
        long from = state.control().notified();
        List<Commit> commits =
                loops.journal().read(config.model(), from, state.control().notable(), COMMITS);
        long told = from;
        for (int i = 0; i < commits.size(); i++) {
            // What a channel refused is tried again later; what comes after it is delivered all the same, and marked
            // one by one.
            boolean all = told(config, commits.get(i), from + i + 1);
            told = all && told == from + i ? told + 1 : told;
        }
        if (told > from) {
            turn.commit(new Command.MarkNotified(told));
        }
        return turn.state();
    }

    private boolean told(LoopConfig config, Commit commit, long seq) {
        boolean all = true;
        for (Notification notification : notifications(config.model(), commit, seq)) {
            for (LoopConfig.Channel channel : config.channels()) {
                all &= sent(channel, notification);
            }
        }
        return all;
    }

    static List<Notification> notifications(String model, Commit commit, long seq) {
        List<Notification> news = new ArrayList<>();
        for (int i = 0; i < commit.events().size(); i++) {
            Event event = commit.events().get(i);
            if (event.news().isPresent()) {
                String kind = Json.mapper()
                        .<com.fasterxml.jackson.databind.JsonNode>valueToTree(event)
                        .path("type")
                        .asText();
                String id =
                        Digest.hex(model + "\n" + seq + "\n" + i + "\n" + kind).substring(0, 24);
                news.add(new Notification(
                        id,
                        model,
                        kind,
                        event.severity(),
                        event.news().get(),
                        commit.at(),
                        Map.of("by", commit.by(), "commit", Long.toString(seq))));
            }
        }
        return news;
    }

    private boolean sent(LoopConfig.Channel channel, Notification notification) {
        String mark = Layout.sent(notification.id(), channel.name());
        if (store.stat(mark).isPresent()) {
            return true;
        }
        try {
            notifier.send(channel, notification);
        } catch (LoopException e) {
            boolean late = clock.instant().isAfter(notification.at().plus(PATIENCE));
            if (e.kind() != LoopException.Kind.POISON && !late) {
                LOG.warn("news of model {} is told again later: {}", notification.model(), e.getMessage());
                return false;
            }
            LOG.error(
                    "news {} of model {} is a dead letter: {}",
                    notification.id(),
                    notification.model(),
                    e.getMessage());
            store.putIfAbsent(
                    Layout.deadLetter(StepName.NOTIFY_TEAM.text(), notification.id() + "-" + channel.name()),
                    Json.write(notification));
        }
        store.putIfAbsent(mark, Json.write(notification.at()));
        return true;
    }
}
