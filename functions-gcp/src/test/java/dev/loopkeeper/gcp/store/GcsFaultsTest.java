package dev.loopkeeper.gcp.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.gcp.emulators.FakeGcs;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.store.Fault;
import dev.loopkeeper.testkit.store.StoreFaultsContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GcsFaultsTest extends StoreFaultsContract {
    GcsFaultsTest() {
        super(FakeGcs.shared());
    }

    @Override
    protected String asked(ObjectInfo seen) {
        return "?alt=media&generation=" + seen.version();
    }

    @Override
    protected String replaced() {
        return "does not exist (any more)";
    }

    @Override
    protected Doubts doubts() {
        return new Doubts("came without a generation", "no JSON", "no JSON");
    }

    @Test
    void shouldReadAnUnpackedStreamOnWithoutRanges() throws IOException {
        calm.put("a", bytes("one two three"));
        front.spoil(Fault.cut(4), Fault.withoutRange());
        try (InputStream in = store.open("a")) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("one two three");
        }
    }
}
