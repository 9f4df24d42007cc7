package dev.loopkeeper.testkit.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.loop.Journal;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.RolloutState;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.store.Layout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * What happens to one model: three uploads become three versions; the first two are promoted, and people tell what
 * became of the second one's predictions; the third compares well and fails a third of its requests. The same on every
 * {@link Site}, minute by minute.
 */
public final class Story {
    public static final String MODEL = "late";
    private static final String CONFIG = """
            model: late
            data: {label: late, task: classification}
            retrain: {minRows: 500, debounce: PT2M, coolDown: PT5M, costPerError: 5 USD, price: {perHour: 2 USD, hours: 0.5}}
            training: {params: {rounds: 30, depth: 3}}
            evaluate: {metric: auc, floor: 0.6}
            rollout: {endpoint: late, steps: [25, 50], window: PT1M, warmUp: PT1M, minDwell: PT4M, maxDwell: PT20M,
              bake: PT6M, errorBudget: {availability: 0.9}}
            notify: []
            """;
    private static final int ROWS = 1_500;
    private static final int ANSWERED = 400;
    private static final int PATIENCE = 90;
    private static final int REQUESTS = 40;
    private static final String BAD = "v3";

    private final Site site;
    private final StoryTime time;
    private final Map<String, Integer> ages = new HashMap<>();

    public Story(Site site, StoryTime time) {
        this.site = site;
        this.time = time;
    }

    /** Lives through all of it. */
    public void live() {
        site.store().put(Layout.config(MODEL), CONFIG.getBytes(StandardCharsets.UTF_8));
        for (int upload = 1; upload <= 3; upload++) {
            upload(upload);
            String version = "v" + upload;
            until(version + " is tried", state -> tried(state, version));
            until(version + " has its place", Story::calm);
            if (upload == 2) {
                outcomes(version);
            }
        }
        // What nobody waits for any more happens too: aliases, removals, news.
        for (int i = 0; i < 5; i++) {
            minute();
        }
    }

    private LoopState state() {
        return new Journal(site.store()).load(MODEL);
    }

    private static boolean tried(LoopState state, String version) {
        return state.serving()
                .rollout()
                .trial()
                .filter(v -> v.version().equals(version))
                .isPresent();
    }

    private static boolean calm(LoopState state) {
        return state.serving().rollout() instanceof RolloutState.None
                && state.training().phase() instanceof TrainingPhase.Idle
                && state.serving().retired().isEmpty()
                && state.serving().settled();
    }

    /** Each upload has a rule of its own, which a version that has not seen it does not know. */
    private void upload(int number) {
        Random random = new Random(number);
        StringBuilder rows = new StringBuilder("x,y,late\n");
        for (int i = 0; i < ROWS; i++) {
            double x = random.nextDouble();
            double y = random.nextDouble();
            double score = number == 1 ? x : number == 2 ? y : (1 - x + y) / 2;
            int late = score + random.nextGaussian() * 0.2 > 0.5 ? 1 : 0;
            rows.append(String.format(Locale.ROOT, "%.4f,%.4f,%d%n", x, y, late));
        }
        String key = "data/late/" + number + ".csv";
        site.store().put(key, rows.toString().getBytes(StandardCharsets.UTF_8));
        site.stored(key);
    }

    /** Late ground truth for predictions of a version, one in five of which were wrong. */
    private void outcomes(String version) {
        StringBuilder answers = new StringBuilder();
        StringBuilder truth = new StringBuilder("id,late\n");
        for (int i = 0; i < ANSWERED; i++) {
            double value = i % 2 == 0 ? 0.9 : 0.1;
            answers.append("{\"id\":\"o-%d\",\"at\":\"%s\",\"value\":%s}%n".formatted(i, time.instant(), value));
            truth.append("o-%d,%d%n".formatted(i, i % 5 == 0 ? i % 2 : 1 - i % 2));
        }
        site.store()
                .put(
                        Layout.predictionsPrefix(MODEL, version) + "20260601.jsonl",
                        answers.toString().getBytes(StandardCharsets.UTF_8));
        String key = Layout.outcomesPrefix(MODEL) + "1.csv";
        site.store().put(key, truth.toString().getBytes(StandardCharsets.UTF_8));
        site.stored(key);
        until(version + " is scored", state -> !state.intake().quality().isEmpty());
    }

    private void until(String what, Predicate<LoopState> reached) {
        for (int i = 0; i < PATIENCE; i++) {
            minute();
            if (reached.test(state())) {
                return;
            }
        }
        assertThat(state()).as("within " + PATIENCE + " minutes " + what).isNull();
    }

    private void minute() {
        time.pass(Duration.ofMinutes(1));
        site.split().forEach(this::serve);
        site.jobs().forEach(this::work);
        site.timer(StepName.SWEEP);
        site.settle();
    }

    private void serve(String version, int weight) {
        long requests = (long) REQUESTS * weight;
        long errors = version.equals(BAD) ? requests / 3 : requests / 200;
        site.served(version, time.instant().minusSeconds(30), requests, errors, 25);
    }

    /** A job waits for a minute, runs for two, and ends. */
    private void work(Site.Job job) {
        int age = ages.merge(job.name(), 1, Integer::sum);
        if (age == 2) {
            site.begin(job);
        } else if (age == 4) {
            site.train(job);
            site.end(job, Duration.ofMinutes(2));
            site.stored(Layout.evaluation(MODEL, job.requestKey().split("/")[2]));
        }
    }
}
