package dev.loopkeeper.loop.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.data.BatchRecord;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.Decided;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.retrain.TrainingRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However many small files a model learns from, its request can be read again. */
class RequestsTest {
    private static final int LARGEST_RECORD = 16 << 20;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final LoopConfig CONFIG = LoopConfigReader.read(
                    "model: sales\ndata: {label: y}\n".getBytes(StandardCharsets.UTF_8), "loop.yaml")
            .orPoison();

    private static List<BatchRecord> batches(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new BatchRecord(
                        String.format(java.util.Locale.ROOT, "%024x", i),
                        "data/sales/2026/01/01/events-from-the-shop-" + i + ".jsonl",
                        "1767225600000000",
                        1,
                        90,
                        NOW,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()))
                .toList();
    }

    private static TrainingRequest request(Optional<TrainingRequest> last, List<BatchRecord> fresh) {
        return new Requests(CONFIG, LoopState.initial("sales"), new History(last))
                .request("r", fresh, Decided.nothing(), NOW);
    }

    @Test
    void shouldNameNoMoreFreshBatchesThanARecordHolds() {
        List<BatchRecord> named = Requests.named(batches(200_000));
        assertThat(named).hasSizeBetween(20_000, 100_000).startsWith(batches(1).get(0));
        assertThat(Json.write(request(Optional.empty(), named))).hasSizeLessThan(LARGEST_RECORD);
        assertThat(Requests.named(batches(1_000))).hasSize(1_000);
    }

    @Test
    void shouldForgetTheOldestOfAHistoryThatNoRecordHolds() {
        TrainingRequest last = request(Optional.empty(), batches(200_000));
        TrainingRequest next = request(Optional.of(last), batches(1_000));
        assertThat(Json.write(next)).hasSizeLessThan(LARGEST_RECORD);
        assertThat(next.batches()).hasSizeGreaterThan(20_000);
        assertThat(next.batches().get(next.batches().size() - 1_001))
                .as("the newest of the history")
                .extracting(TrainingRequest.Batch::key)
                .isEqualTo(last.batches().get(199_999).key());
    }
}
