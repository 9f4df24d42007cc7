package dev.loopkeeper.azure.deployed;

import static dev.loopkeeper.testkit.HostileBodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.queue.QueueClient;
import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.azure.queue.StorageQueue;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.testkit.HostileBodies;
import dev.loopkeeper.testkit.functions.HostReport.Counts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileMessagesIT {

    private DeployedApp app;
    private String model;

    @BeforeAll
    void start() {
        app = new DeployedApp();
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @BeforeEach
    void another() {
        model = app.newModel();
    }

    @Test
    void shouldKeepOneDeadLetterOfEveryHostileMessage() {
        String step = "{\"step\":\"notify-team\",\"model\":\"" + model + "\"}";
        Map<String, byte[]> bodies = HostileBodies.all(step);
        bodies.put("other step", utf8(step.replace("notify-team", "start-training")));
        bodies.put("model as path", utf8(step.replace(model, "../x")));
        bodies.put("more than a hint", utf8(step.replace("}", ",\"weight\":100}")));
        // The host gives up what is no text, and a queue takes no more than 64 KiB.
        bodies.keySet().removeAll(List.of("UTF-16", "invalid UTF-8"));
        bodies.values().removeIf(body -> !DeployedApp.fitsIntoAQueue(body));
        for (int i = 0; i < 2; i++) {
            bodies.values().forEach(body -> app.enqueue(StepName.NOTIFY_TEAM, body));
        }
        app.enqueue(StepName.NOTIFY_TEAM, utf8(step));
        int sent = 2 * bodies.size() + 1;
        assertThat(app.client.settled("notify-team", sent)).as(app::output).isEqualTo(new Counts(sent, 0, sent, 0));
        assertThat(app.letters("notify-team")).isEqualTo(bodies.size());
        assertThat(app.keys("journal/" + model)).isEmpty();
    }

    @Test
    void shouldLeaveToThePoisonQueueWhatNeverSucceeds() {
        // Azure Machine Learning is not there, which may heal, and does not.
        QueueClient poison = Azurite.shared().officialQueue(StorageQueue.queue(StepName.ADJUST_TRAFFIC) + "-poison");
        poison.deleteIfExists();
        Counts before = app.client.report().functions().get("adjust-traffic");
        int letters = app.letters("adjust-traffic");
        app.enqueue(StepName.ADJUST_TRAFFIC, utf8("{\"step\":\"adjust-traffic\",\"model\":\"" + model + "\"}"));
        app.enqueue(StepName.ADJUST_TRAFFIC, new byte[] {'{', (byte) 0xc3, '}'});
        Counts counts = app.client.settled("adjust-traffic", before.settled() + 10);
        assertThat(counts.poisoned()).as(counts + app.output()).isEqualTo(2);
        assertThat(counts.succeeded()).isEqualTo(before.succeeded());
        assertThat(poison.getProperties().getApproximateMessagesCountLong()).isEqualTo(2);
        assertThat(app.letters("adjust-traffic")).isEqualTo(letters);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAN_RETRAINING", "START_TRAINING", "COMPARE_METRICS", "ADJUST_TRAFFIC"})
    void shouldGiveUpRubbishInItsQueue(StepName step) {
        String function = step == StepName.COMPARE_METRICS ? "compare-metrics-hint" : step.text();
        int letters = app.letters(step.text());
        Counts before = app.client.report().functions().get(function);
        app.enqueue(step, utf8("<xml/>"));
        app.enqueue(step, utf8("<xml/>"));
        Counts counts = app.client.settled(function, before.settled() + 2);
        assertThat(counts.succeeded()).as(app::output).isEqualTo(before.succeeded() + 2);
        assertThat(counts.poisoned()).isEqualTo(before.poisoned());
        assertThat(app.letters(step.text())).isEqualTo(letters + 1);
    }
}
