package dev.loopkeeper.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.data.BatchRecord;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.local.endpoint.EndpointAddress;
import dev.loopkeeper.local.endpoint.EndpointProcess;
import dev.loopkeeper.local.endpoint.LocalEndpoint;
import dev.loopkeeper.local.registry.FileRegistry;
import dev.loopkeeper.local.store.FileObjectStore;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.Event;
import dev.loopkeeper.loop.Journal;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.RolloutState;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.registry.RegisteredVersion;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The loop's process is killed with -9 at twenty random moments: no batch, no decision, no notification is lost, and
 * traffic is served.
 */
@Tag("slow")
class KillTest {
    private static final String MODEL = "late";
    private static final long SEED = 20;
    private static final int KILLS = 20;
    private static final String CONFIG = """
      model: late
      data: {label: late}
      retrain: {minRows: 100, debounce: 1s, coolDown: 1s, maxAge: 2s, costPerError: 10 USD, price: {perHour: 0.01 USD, hours: 0.01}}
      training: {params: {rounds: 10}}
      evaluate: {promote: not-worse}
      rollout: {steps: [50], window: 1s, warmUp: 1s, minDwell: 2s, maxDwell: 4s, bake: 2s}
      notify: [{webhook: "%s", secret: "secret:hook"}]
      """;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final List<String> accepted = new ArrayList<>();
    private Path home;
    private LoopProcess loop;
    private int files;

    @AfterEach
    void stopAll() throws InterruptedException {
        if (loop != null) {
            loop.kill();
        }
        new EndpointProcess(home, EndpointProcess.Options.DEFAULT).stop();
    }

    @Test
    void shouldLoseNothingAndServeOnWhenKilledTwentyTimes() throws IOException, InterruptedException {
        home = Files.createDirectories(folder.resolve("home"));
        try (WebhookReceiver team = new WebhookReceiver()) {
            Files.createDirectories(home.resolve("models").resolve(MODEL));
            Files.createDirectories(home.resolve("secrets"));
            Files.writeString(home.resolve("secrets").resolve("hook"), WebhookReceiver.SECRET);
            Files.writeString(home.resolve(Layout.config(MODEL)), CONFIG.formatted(team.url()));
            upload(200);
            try (SteadyTraffic traffic = new SteadyTraffic(home, MODEL)) {
                for (int kill = 0; kill < KILLS; kill++) {
                    start();
                    loop.awaitStart();
                    upload(120);
                    if (kill % 6 == 5) {
                        broken();
                    }
                    TimeUnit.MILLISECONDS.sleep(50 + random.nextInt(1_500));
                    loop.kill();
                }
                start();
                loop.awaitStart();
                LoopState state = settled();
                assertThat(traffic.unserved()).isEmpty();
                assertThat(traffic.served()).isGreaterThan(100);
                checkJournal(state);
                checkBatches(state);
                checkNews(state, team);
                checkVersions(state);
            }
        }
    }

    private void start() throws IOException {
        loop = LoopProcess.start(home, folder.resolve("loop.log"), "--allow-host", "127.0.0.1");
    }

    private LoopState state() {
        return new Journal(new FileObjectStore(home)).load(MODEL);
    }

    private LoopState settled() throws InterruptedException {
        LoopState state = state();
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!quiet(state)) {
            assertThat(System.nanoTime()).as("still at %s", state).isLessThan(limit);
            TimeUnit.MILLISECONDS.sleep(100);
            state = state();
        }
        return state;
    }

    private boolean quiet(LoopState state) {
        boolean pending = new FileObjectStore(home)
                .list(Layout.pendingPrefix(MODEL), "", 1)
                .isEmpty();
        return pending
                && state.training().phase() instanceof TrainingPhase.Idle
                && state.training().toClear().isEmpty()
                && state.serving().rollout() instanceof RolloutState.None
                && state.serving().settled()
                && state.serving().retired().isEmpty()
                && state.control().notified() >= state.control().notable()
                && state.serving().aliases().equals(state.serving().desiredAliases());
    }

    private void checkJournal(LoopState state) {
        FileObjectStore store = new FileObjectStore(home);
        assertThat(store.list(Layout.journalPrefix(MODEL), "", 1_000_000)).hasSize((int) state.seq());
        LoopState fold = LoopState.initial(MODEL);
        Set<String> operations = new HashSet<>();
        for (Commit commit : commits(state)) {
            fold = fold.plus(commit, fold.seq() + 1);
            assertThat(operations.add(commit.opId()))
                    .as("one commit an operation")
                    .isTrue();
        }
        assertThat(fold).isEqualTo(state);
        assertThat(state.training().runs())
                .as("retrains went on between the kills")
                .isGreaterThan(1);
    }

    private List<Commit> commits(LoopState state) {
        return new Journal(new FileObjectStore(home)).read(MODEL, 0, state.seq(), Integer.MAX_VALUE);
    }

    private void checkBatches(LoopState state) {
        FileObjectStore store = new FileObjectStore(home);
        Set<String> used = new HashSet<>();
        for (Commit commit : commits(state)) {
            for (Event event : commit.events()) {
                if (event instanceof TrainingEvent.TrainingSucceeded done) {
                    String key = Layout.request(MODEL, done.runId());
                    Json.read(store.get(key).orElseThrow(), TrainingRequest.class, key).batches().stream()
                            .filter(TrainingRequest.Batch::fresh)
                            .forEach(b -> assertThat(used.add(b.key()))
                                    .as("%s in one run", b.key())
                                    .isTrue());
                }
            }
        }
        assertThat(used).containsExactlyInAnyOrderElementsOf(accepted);
        List<ObjectInfo> records = store.list("batches/" + MODEL + "/", "", 1_000_000);
        assertThat(records).hasSize(files);
        long rejected = records.stream()
                .filter(r -> Json.read(store.get(r.key()).orElseThrow(), BatchRecord.class, r.key())
                        .rejected())
                .count();
        assertThat(state.intake().rejected()).isEqualTo(rejected).isEqualTo(files - accepted.size());
    }

    private void checkNews(LoopState state, WebhookReceiver team) {
        Set<String> expected = new HashSet<>();
        long seq = 0;
        for (Commit commit : commits(state)) {
            seq++;
            for (Event event : commit.events()) {
                String at = seq + " ";
                event.news().ifPresent(sentence -> expected.add(at + sentence));
            }
        }
        Map<String, JsonNode> received = team.received();
        assertThat(team.faults()).isEmpty();
        assertThat(received.values().stream()
                        .map(n -> n.path("facts").path("commit").asText() + " "
                                + n.path("sentence").asText()))
                .as("each news once by its id")
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(received.keySet()).allSatisfy(id -> assertThat(
                        Files.isDirectory(home.resolve("sent").resolve(id)))
                .isTrue());
    }

    private void checkVersions(LoopState state) {
        List<RegisteredVersion> versions = new FileRegistry(new FileObjectStore(home)).versions(MODEL);
        for (int i = 0; i < versions.size(); i++) {
            assertThat(versions.get(i).version()).isEqualTo("v" + (i + 1));
        }
        assertThat(versions.stream().map(v -> v.registration().runId())).doesNotHaveDuplicates();
        String champion = state.serving().champion().orElseThrow().version();
        assertThat(versions.stream()
                        .filter(v -> v.aliases().contains("champion"))
                        .map(RegisteredVersion::version))
                .containsExactly(champion);
        assertThat(new LocalEndpoint(home).read(MODEL).split()).isEqualTo(Optional.of(TrafficSplit.all(champion)));
        assertThat(EndpointAddress.read(home)).isPresent();
    }

    private void upload(int rows) throws IOException {
        StringBuilder csv = new StringBuilder("distance,carrier,late\n");
        for (int row = 0; row < rows; row++) {
            int distance = random.nextInt(1_000);
            boolean late = random.nextInt(1_000) < distance;
            csv.append(distance)
                    .append(',')
                    .append("ABC".charAt(random.nextInt(3)))
                    .append(',')
                    .append(late ? 1 : 0)
                    .append('\n');
        }
        accepted.add(put(csv.toString()));
    }

    private void broken() throws IOException {
        put("distance,carrier\n12,A\n");
    }

    private String put(String csv) throws IOException {
        String key = "data/" + MODEL + "/" + String.format("b%04d.csv", files++);
        Files.createDirectories(home.resolve(key).getParent());
        Files.writeString(home.resolve(key), csv);
        return key;
    }
}
