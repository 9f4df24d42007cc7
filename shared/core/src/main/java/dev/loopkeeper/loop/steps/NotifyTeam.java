package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.News;
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
        loops.turnBeforeLook(config, StepName.NOTIFY_TEAM.text(), this::deliver);
    }

    /**
     * What an earlier look knew is told first: its marks say what others told since. The newest state is asked for only
     * when there was nothing, something failed, or others went on meanwhile.
     */
    private LoopState deliver(Turn turn) {
        LoopState state = anyNews(turn.state()) ? turn.state() : turn.look();
        if (!anyNews(state)) {
            return state;
        }
        Untold known = untold(state);
        long told = told(turn.config(), known);
        mark(turn, told);
        if (told < known.upTo() || turn.state().seq() > state.seq() + 1) {
            Untold more = untold(turn.look()).after(known.upTo());
            long toldMore = told(turn.config(), more);
            mark(turn, told < known.upTo() ? told : toldMore);
        }
        return turn.state();
    }

    private static void mark(Turn turn, long told) {
        if (told > turn.state().control().notified()) {
            turn.commit(new Command.MarkNotified(told));
        }
    }

    private static boolean anyNews(LoopState state) {
        return state.control().notable() > state.control().notified();
    }

    /** All news after what was told, up to a position. */
    private record Untold(List<News> news, long upTo) {
        Untold after(long seq) {
            return new Untold(news.stream().filter(n -> n.seq() > seq).toList(), Math.max(seq, upTo));
        }
    }

    /** As the state has them, or from the journal when they were too many for it. */
    private Untold untold(LoopState state) {
        List<News> known = state.control().untold();
        if (!known.isEmpty()) {
            return new Untold(known, known.get(known.size() - 1).seq());
        }
        List<News> news = new ArrayList<>();
        long seq = state.control().notified();
        for (Commit commit :
                loops.journal().read(state.model(), seq, state.control().notable(), COMMITS)) {
            seq++;
            news.addAll(News.of(commit, seq));
        }
        return new Untold(news, seq);
    }

    /**
     * Tells all of it and returns up to where every channel has everything. What a channel refused is tried again
     * later; what comes after it is delivered all the same, and marked one by one.
     */
    private long told(LoopConfig config, Untold untold) {
        long told = untold.upTo();
        for (News news : untold.news()) {
            if (!told(config, news.notification(config.model()))) {
                told = Math.min(told, news.seq() - 1);
            }
        }
        return told;
    }

    private boolean told(LoopConfig config, Notification notification) {
        boolean all = true;
        for (LoopConfig.Channel channel : config.channels()) {
            all &= sent(channel, notification);
        }
        return all;
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
