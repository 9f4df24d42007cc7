package dev.loopkeeper.azure.deployed;

import static dev.loopkeeper.testkit.HostileBodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.azure.infra.AppEnvironment;
import dev.loopkeeper.azure.infra.StandIns;
import dev.loopkeeper.azure.queue.StorageQueue;
import dev.loopkeeper.azure.store.BlobObjectStore;
import dev.loopkeeper.azure.store.Containers;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.functions.HostClient;
import dev.loopkeeper.testkit.functions.HostProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each of the five apps on its own: the folder with the names of the zip, the settings of {@code infra/azure} and no
 * others, and all functions off but its own. What an app forgot would be told on the first live call, and not before.
 */
class AppsAsInfraMakesThemIT {
    private static final AppEnvironment MODULE = AppEnvironment.read();
    private static final String MODEL = "late-arrivals";
    private static final String SERVING = "runs/" + MODEL + "/r1/evaluation.json";

    private final String state = Azurite.shared().newContainer();
    private final String data = Azurite.shared().newContainer();
    private final BlobObjectStore store =
            new BlobObjectStore(Azurite.rest(), Azurite.shared().blobs(), new Containers(state, data));

    @TempDir
    static Path packed;

    static Stream<String> apps() {
        return MODULE.apps().stream();
    }

    /** The names of the zip, see {@code infra/delivery/pack-azure.sh}. */
    @BeforeAll
    static void pack() throws IOException {
        try (Stream<Path> files = Files.walk(DeployedApp.staging()).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                Path name = DeployedApp.staging().relativize(file);
                Path into = packed.resolve(
                        name.endsWith("function.json") ? Path.of(AppEnvironment.deployed(name.toString())) : name);
                Files.createDirectories(into.getParent());
                Files.copy(file, into);
            }
        }
    }

    @BeforeEach
    void prepare() {
        for (StepName step : StepName.values()) {
            Azurite.shared().officialQueue(StorageQueue.queue(step)).createIfNotExists();
            Azurite.shared().officialQueue(StorageQueue.queue(step)).clearMessages();
        }
        store.put(Layout.config(MODEL), utf8("model: " + MODEL + "\ndata: {label: late}\n"));
        for (String key : List.of("data/" + MODEL + "/1.csv", "outcomes/" + MODEL + "/1.csv", SERVING)) {
            store.put(key, utf8("id,late\n1,0\n2,1\n"));
        }
    }

    @ParameterizedTest
    @MethodSource("apps")
    void shouldLoadAndAnswerWithTheSettingsOfItsApp(String app) {
        Map<String, String> functions = MODULE.functions(app);
        try (HostProcess process = HostProcess.start(packed, environment(app), List.of())) {
            HostClient client = new HostClient(process.address());
            assertThat(client.report().functions().keySet()).isEqualTo(functions.keySet());
            functions.forEach((name, trigger) -> call(client, name, trigger));
            assertThat(client.report().functions()).as(process.output()).allSatisfy((name, count) -> assertThat(
                            count.succeeded() + count.failed())
                    .as(name)
                    .isPositive());
            assertThat(process.output().lines().filter(line -> line.contains("(Failed)")))
                    .as("who fails has all that he needs to call Azure, where nobody is")
                    .allMatch(line -> line.endsWith(" did not answer: Connection refused"));
            if (!app.equals("control")) {
                assertThat(client.send(
                                        "POST",
                                        "/api/roll-back/models/" + MODEL + ":rollback?code=function-key",
                                        utf8("{}"))
                                .statusCode())
                        .as("off in this app")
                        .isEqualTo(404);
            }
            assertThat(store.list("dead-letters/", "", 10)).as(process.output()).isEmpty();
        }
    }

    /**
     * As its sender does; the paths of HTTP keep their hyphens, and strangers are turned away by us, not by the key.
     */
    private void call(HostClient client, String name, String trigger) {
        String step = name.replace('_', '-').replace("-hint", "");
        switch (trigger) {
            case "timer" -> assertThat(client.fire(name)).as(name).isTrue();
            case "queue" -> {
                Azurite.shared()
                        .officialQueue(StorageQueue.queue(StepName.of(step)))
                        .sendMessage(BinaryData.fromBytes(utf8("{\"step\":\"" + step + "\"}")));
                assertThat(client.settled(name, 1).settled()).as(name).isPositive();
            }
            case "events" ->
                assertThat(client.deliver(name, event(step))).as(name).isEqualTo(202);
            default -> {
                boolean status = step.equals("show-status");
                String path = "/api/" + step + (status ? "/status.json" : "/models/" + MODEL + ":rollback");
                byte[] body = status ? new byte[0] : utf8("{}");
                assertThat(client.send(status ? "GET" : "POST", path + "?code=function-key", body)
                                .body())
                        .as(path)
                        .contains(status ? MODEL : "access token");
            }
        }
    }

    private byte[] event(String function) {
        String folder = function.equals("ingest-data") ? "data/" : "outcomes/";
        boolean own = function.equals("compare-metrics");
        String key = own ? SERVING : folder + MODEL + "/1.csv";
        ObjectInfo blob = store.stat(key).orElseThrow();
        return new BlobEvents(Azurite.shared().blobs(), own ? state : data).grid(key, blob.version(), blob.size());
    }

    private Map<String, String> environment(String app) {
        Map<String, String> azure = new HashMap<>(StandIns.ofAzure());
        azure.put("LOOPKEEPER_BLOB_URL", Azurite.shared().blobs());
        azure.put("LOOPKEEPER_QUEUE_URL", Azurite.shared().queues());
        azure.put("LOOPKEEPER_STATE_CONTAINER", state);
        azure.put("LOOPKEEPER_DATA_CONTAINER", data);
        Map<String, String> environment = new HashMap<>(MODULE.of(app, azure));
        environment.putAll(StandIns.ofThePlatform());
        environment.putAll(HostClient.KEYS);
        String key = Azurite.DEVELOPMENT.account() + ":" + Azurite.DEVELOPMENT.key();
        environment.put("LOOPKEEPER_EMULATOR_KEY", key);
        environment.put(
                "LOOPKEEPER_QUEUES",
                "AccountName=" + key.replace(":", ";AccountKey=") + ";QueueEndpoint="
                        + Azurite.shared().queues());
        for (String host : List.of("MANAGEMENT", "MLFLOW", "LOGS", "PRICES")) {
            environment.put("LOOPKEEPER_" + host + "_HOST", StandIns.NOBODY);
        }
        return environment;
    }
}
