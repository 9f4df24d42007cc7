package dev.loopkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.notify.Notification;
import dev.loopkeeper.notify.Notifier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link Notifier} must keep. */
public abstract class NotifierContract {
    /** The notifier under test. */
    protected abstract Notifier notifier();

    /** A channel that delivers. */
    protected abstract LoopConfig.Channel working();

    /** A channel whose receiver answers with an error, or not at all. */
    protected abstract LoopConfig.Channel broken();

    /** What the receiver of {@link #working} got, in order, as text that holds every field the channel carries. */
    protected abstract List<String> received();

    @Test
    void shouldDeliverTheSentenceAndTheModel() {
        notifier().send(working(), notification("n-1", "Rolled back to v3: 12 % errors against 1 %, nothing to do"));
        assertThat(received())
                .singleElement()
                .asString()
                .contains("Rolled back to v3: 12 % errors against 1 %, nothing to do", "late-arrivals");
    }

    @Test
    void shouldCarryTheSameIdOnARepeat() {
        notifier().send(working(), notification("n-2", "once"));
        notifier().send(working(), notification("n-2", "once"));
        assertThat(received()).isNotEmpty().allSatisfy(text -> assertThat(text).contains("n-2"));
    }

    @Test
    void shouldDeliverTextThatIsHostileToItsFormat() {
        String sentence = "column \"a\\b\" <b>&amp;</b> {{x}} é \uD83D\uDE80";
        notifier().send(working(), notification("n-3", sentence));
        assertThat(received()).singleElement().asString().contains(sentence);
    }

    @Test
    void shouldSayThatItDidNotArrive() {
        assertThatThrownBy(() -> notifier().send(broken(), notification("n-4", "lost")))
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isNotEqualTo(LoopException.Kind.CONFLICT));
        assertThat(received()).isEmpty();
    }

    private static Notification notification(String id, String sentence) {
        return new Notification(
                id,
                "late-arrivals",
                "rollback-finished",
                "critical",
                sentence,
                Instant.parse("2026-11-22T09:00:00Z"),
                Map.of("errors", "12"));
    }
}
