package dev.loopkeeper.testkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.rollout.Shift;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.testkit.MemoryEndpoint;
import dev.loopkeeper.testkit.MemoryObjectStore;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MirrorConfigTest {
    @Test
    void shouldRefuseAMirrorWhereNoEndpointCanMirror() {
        MemoryObjectStore store = new MemoryObjectStore();
        store.put(Layout.config("late"), "model: late\ndata: {label: late}\nrollout: {mirror: 20}\n".getBytes(UTF_8));
        assertThatThrownBy(() -> Ground.on(store, (step, model, at) -> {}, InstantSource.system())
                        .loops()
                        .config("late"))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("models/late/loop.yaml: rollout.mirror is 20")
                .hasMessageContaining("remove the key");
        assertThat(Ground.mirroring(store, (step, model, at) -> {}, InstantSource.system())
                        .loops()
                        .config("late"))
                .isPresent();
    }

    @Test
    void shouldNeverTakeAMirrorForDoneThatAnEndpointCannotMake() {
        MemoryEndpoint endpoint = MemoryEndpoint.conditional();
        Shift wanted = new Shift(TrafficSplit.all("v1"), Optional.of(new Shift.Mirror("v2", 20)), 1);
        assertThatThrownBy(() -> endpoint.shift("late", wanted, "0"))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("rollout.mirror");
    }
}
