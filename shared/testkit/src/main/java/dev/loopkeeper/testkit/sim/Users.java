package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.data.BatchId;
import dev.loopkeeper.edge.AlertMessage;
import dev.loopkeeper.loop.Decided;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.RolloutState;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What people and their systems do, by seed. */
final class Users {
    private final World world;
    private final Chance chance;
    private final Mutant mutant;
    private final List<String> uploaded = new ArrayList<>();
    private int acts;
    private final boolean watched;
    private boolean begun;
    private int deliveries;

    Users(World world, long seed, Mutant mutant) {
        this.world = world;
        this.chance = new Chance(seed, "users");
        this.mutant = mutant;
        this.watched = chance.in(0.1);
    }

    /** Perhaps does something. */
    void act() {
        react(0.08);
        if (!begun) {
            begun = true;
            uploads(chance.between(1, 3));
        }
        if (!chance.in(watched ? 0.25 : 0.1)) {
            return;
        }
        double u = chance.share();
        if (watched && u < 0.6) {
            outcomes();
        } else if (u < 0.55) {
            uploads(chance.in(0.2) ? chance.between(2, 6) : 1);
        } else if (u < 0.60) {
            world.coverage().saw("user overwrites");
            upload(uploaded.isEmpty() ? "a.csv" : chance.of(uploaded), true);
        } else if (u < 0.66) {
            upload("bad-" + acts++ + ".csv", false);
        } else if (u < 0.71) {
            outcomes();
        } else if (u < 0.79) {
            rollBack();
        } else if (u < 0.81) {
            world.deliver("roll-back", host -> host.control().pause(world.config(), "lunch", "ann"));
        } else if (u < 0.88) {
            alert();
        } else if (u < 0.91) {
            edit();
        } else {
            world.deliver("roll-back", host -> host.control().retrain(world.config(), "asked", "ann"));
        }
    }

    /** Answers what the loop waits for. */
    void react(double probability) {
        LoopState state = world.truth().state();
        if (state.paused() && chance.in(probability)) {
            world.deliver("roll-back", host -> host.control().resume(world.config(), "ann"));
        }
        if (state.serving().rollout().label().equals("awaiting-approval") && chance.in(probability)) {
            world.deliver("roll-back", host -> host.control().approve(world.config(), "ann"));
        }
    }

    private void uploads(int count) {
        for (int i = 0; i < count; i++) {
            upload("b-" + acts++ + ".csv", true);
        }
    }

    private void upload(String name, boolean good) {
        String key = world.config().data().prefix() + name;
        String body = good ? "x,late\n" + acts + ",0\n2,1\n3,0\n" : "y,z\n1,2\n";
        world.store().put(key, body.getBytes(StandardCharsets.UTF_8));
        if (good && !uploaded.contains(name)) {
            uploaded.add(name);
        }
        ObjectInfo object = world.store().stat(key).orElseThrow();
        world.deliver(
                "ingest-data",
                host -> host.ingest(
                        new ObjectInfo(key, mutant.objectVersion(object.version(), deliveries++), object.size())));
    }

    private void outcomes() {
        Optional<ServingVersion> champion = world.truth().state().serving().champion();
        if (champion.isEmpty()) {
            return;
        }
        String version = champion.get().version();
        boolean poor = world.nature(version, "poor", 0.3);
        StringBuilder log = new StringBuilder();
        StringBuilder truth = new StringBuilder("id,late\n");
        int n = acts++;
        for (int i = 0; i < 80; i++) {
            boolean wrong = i % 10 < (poor ? 6 : 1);
            log.append("{\"id\":\"")
                    .append(n)
                    .append('-')
                    .append(i)
                    .append("\",\"at\":\"")
                    .append(world.now())
                    .append("\",\"value\":")
                    .append(wrong ? 0.9 : 0.1)
                    .append("}\n");
            truth.append(n).append('-').append(i).append(",0\n");
        }
        world.store()
                .put(
                        Layout.predictionsPrefix(Terms.MODEL, version) + n + ".jsonl",
                        log.toString().getBytes(StandardCharsets.UTF_8));
        String key = Layout.outcomesPrefix(Terms.MODEL) + n + ".csv";
        world.store().put(key, truth.toString().getBytes(StandardCharsets.UTF_8));
        ObjectInfo object = world.store().stat(key).orElseThrow();
        world.coverage().saw("user outcomes");
        world.deliver("score-outcomes", host -> host.score(object));
    }

    private void rollBack() {
        List<ServingVersion> healthy = world.truth().state().serving().healthy();
        if (healthy.isEmpty()
                || healthy.size() == 1
                        && world.truth().state().serving().rollout().trial().isEmpty()) {
            return;
        }
        Optional<String> to = healthy.isEmpty() || chance.in(0.5)
                ? Optional.empty()
                : Optional.of(chance.of(healthy).version());
        world.deliver("roll-back", host -> {
            RolloutState before = world.truth().state().serving().rollout();
            boolean trial = before.trial().isPresent()
                    && world.truth().state().serving().champion().isPresent();
            long seq = world.truth().state().seq();
            Decided said = host.control().rollBack(world.config(), "looks wrong", "ann", to);
            world.coverage().saw(said instanceof Decided.Refused ? "user rollback refused" : "user rollback");
            if (to.isEmpty()
                    && trial
                    && said instanceof Decided.Refused
                    && world.truth().state().seq() == seq) {
                throw new Violation("I5", "a rollback in state " + before.label() + " was refused: " + said);
            }
        });
    }

    private void alert() {
        String name = chance.of(List.of("slo", "disk"));
        AlertMessage alert =
                new AlertMessage("alert-" + acts++, name, chance.in(0.8), "it burns", Optional.of(Terms.MODEL));
        world.deliver("receive-alert", host -> host.control().alert(world.config(), alert));
    }

    private void edit() {
        EndpointView view = world.endpoint().read(Terms.MODEL);
        List<String> ready = view.deployments().keySet().stream()
                .filter(view::ready)
                .sorted()
                .toList();
        if (view.split().isEmpty() || ready.isEmpty()) {
            return;
        }
        String a = chance.of(ready);
        String b = chance.of(ready);
        int weight = chance.between(1, 99);
        TreeMap<String, Integer> weights = new TreeMap<>();
        weights.merge(a, weight, Integer::sum);
        weights.merge(b, 100 - weight, Integer::sum);
        world.coverage().saw("user edits the split");
        world.endpoint().edit(new TrafficSplit(weights));
    }

    /** Every name that was uploaded with good content. */
    List<String> batches() {
        return uploaded.stream()
                .map(name -> world.config().data().prefix() + name)
                .map(key ->
                        BatchId.of(key, world.store().stat(key).orElseThrow().version()))
                .toList();
    }
}
