package dev.loopkeeper.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.EndpointView.Deployment;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RereadShiftTest {
    private static final TrafficSplit CANARY = TrafficSplit.canary("v1", "v2", 5);
    private static final Map<String, Deployment> READY = Map.of("v1", Deployment.READY, "v2", Deployment.READY);

    /** One endpoint; a replacement shows at once. */
    private final class Service implements ReplacedEndpoint<String> {
        @Override
        public Seen<String> look(String endpoint) {
            nanos += lookTakes;
            return seen;
        }

        @Override
        public boolean replace(String endpoint, Seen<String> from, Shift wanted, ShiftMark mark) {
            Runnable others = beforeWrite;
            beforeWrite = () -> {};
            others.run();
            replaced++;
            seen = new Seen<>(
                    Optional.of(wanted.split()), wanted.mirror(), Optional.of(mark), false, READY, "", from.body());
            return true;
        }
    }

    private ReplacedEndpoint.Seen<String> seen = new ReplacedEndpoint.Seen<>(
            Optional.of(TrafficSplit.all("v1")), Optional.empty(), Optional.empty(), false, READY, "", "kept");
    private long nanos;
    private long lookTakes;
    private int replaced;
    private Runnable beforeWrite = () -> {};
    private final RereadShift<String> shift = new RereadShift<>(new Service(), () -> nanos);

    @Test
    void shouldWriteNothingOnALookThatTookTooLong() {
        String token = shift.view("e").token();
        lookTakes = 10_000_000_001L;
        assertThat(shift.shift("e", Shift.to(CANARY, 1), token)).isFalse();
        assertThat(replaced).isZero();
        lookTakes = 1_000_000_000L;
        assertThat(shift.shift("e", Shift.to(CANARY, 1), token)).isTrue();
    }

    @Test
    void shouldRefuseATokenFromBeforeAShiftToTheSameSplit() {
        String stale = shift.view("e").token();
        assertThat(shift.shift("e", Shift.to(TrafficSplit.all("v1"), 1), stale)).isTrue();
        assertThat(replaced).isEqualTo(1);
        assertThat(shift.shift("e", Shift.to(CANARY, 1), stale)).isFalse();
        assertThat(shift.shift("e", Shift.to(TrafficSplit.all("v1"), 1), stale))
                .as("done already, whatever the token")
                .isTrue();
        assertThat(replaced).isEqualTo(1);
    }

    /** The one gap: others begin and end a shift between the second look and the write. */
    @Test
    void shouldPutAStaleWriteRightThatNoLookCouldSee() {
        shift.shift("e", Shift.to(CANARY, 1), shift.view("e").token());
        Shift rollback = Shift.to(TrafficSplit.all("v1"), 3);
        beforeWrite = () -> shift.shift("e", rollback, shift.view("e").token());
        Shift stale = Shift.to(TrafficSplit.canary("v1", "v2", 25), 2);
        shift.shift("e", stale, shift.view("e").token());
        assertThat(shift.view("e").split()).as("it lands").contains(stale.split());
        assertThat(shift.view("e").conditional()).as("it may be ours and late").isFalse();
        assertThat(shift.shift("e", rollback, shift.view("e").token())).isTrue();
        assertThat(shift.view("e").split()).contains(rollback.split());
    }

    @Test
    void shouldAskForAMirrorOfAVersionThatIsReady() {
        Shift copies = new Shift(TrafficSplit.all("v1"), Optional.of(new Shift.Mirror("v3", 20)), 1);
        String token = shift.view("e").token();
        assertThatThrownBy(() -> shift.shift("e", copies, token))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("v3");
        Shift both = new Shift(TrafficSplit.all("v1"), Optional.of(new Shift.Mirror("v2", 20)), 1);
        assertThat(shift.shift("e", both, token)).isTrue();
        assertThat(shift.shift(
                        "e",
                        Shift.to(TrafficSplit.all("v1"), 1),
                        shift.view("e").token()))
                .as("the end of a mirror is a write")
                .isTrue();
        assertThat(replaced).isEqualTo(2);
    }

    @Test
    void shouldTellOurSplitFromAnybodyElses() {
        assertThat(shift.view("e").conditional()).as("no mark of ours").isTrue();
        shift.shift("e", CANARY, shift.view("e").token());
        assertThat(shift.view("e").conditional()).isFalse();
        seen = new ReplacedEndpoint.Seen<>(
                Optional.of(TrafficSplit.canary("v1", "v2", 6)), Optional.empty(), seen.mark(), false, READY, "", "");
        assertThat(shift.view("e").conditional()).isTrue();
        assertThat(ShiftMark.parse("by hand")).isEmpty();
    }
}
