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

    @ParameterizedTest
    @EnumSource(
            names = {
                "PLAN_RETRAINING",
                "START_TRAINING",
                "COMPARE_METRICS",
                "UPDATE_REGISTRY",
                "ADJUST_TRAFFIC",
                "NOTIFY_TEAM"
            })
    void shouldKeepOneDeadLetterOfEveryHostileMessage(StepName step) {
        String function = step == StepName.COMPARE_METRICS ? "compare-metrics-hint" : step.text();
        String hint = "{\"step\":\"" + step.text() + "\",\"model\":\"" + model + "\"}";
        Map<String, byte[]> bodies = HostileBodies.all(hint);
        bodies.put("other step", utf8(hint.replace(step.text(), "sweep")));
        bodies.put("model as path", utf8(hint.replace(model, "../x")));
        bodies.put("more than a hint", utf8(hint.replace("}", ",\"weight\":100}")));
        // The host gives up what is no text, and a queue takes no more than 64 KiB.
        bodies.keySet().removeAll(List.of("UTF-16", "invalid UTF-8"));
        bodies.values().removeIf(body -> !DeployedApp.fitsIntoAQueue(body));
        int letters = app.letters(step.text());
        Counts before = app.client.report().functions().get(function);
        for (int i = 0; i < 2; i++) {
            bodies.values().forEach(body -> app.enqueue(step, body));
        }
        int sent = 2 * bodies.size();
        Counts counts = app.client.settled(function, before.settled() + sent);
        assertThat(counts.succeeded()).as(app::output).isEqualTo(before.succeeded() + sent);
        assertThat(counts.failed()).isEqualTo(before.failed());
        assertThat(counts.poisoned()).isEqualTo(before.poisoned());
        assertThat(app.letters(step.text())).isEqualTo(letters + bodies.size());
        assertThat(app.keys("journal/" + model + "/")).isEmpty();
    }

    @Test
    void shouldTakeTheNextGoodMessageAfterRubbish() {
        Counts before = app.client.report().functions().get("notify-team");
        app.enqueue(StepName.NOTIFY_TEAM, utf8("<html>"));
        app.enqueue(StepName.NOTIFY_TEAM, utf8("{\"step\":\"notify-team\",\"model\":\"" + model + "\"}"));
        Counts counts = app.client.settled("notify-team", before.settled() + 2);
        assertThat(counts.succeeded()).as(app::output).isEqualTo(before.succeeded() + 2);
        assertThat(counts.poisoned()).isEqualTo(before.poisoned());
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
}
