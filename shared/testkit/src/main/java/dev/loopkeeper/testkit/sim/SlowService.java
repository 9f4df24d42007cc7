package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.EndpointView.Deployment;
import dev.loopkeeper.rollout.ReplacedEndpoint;
import dev.loopkeeper.rollout.RereadShift;
import dev.loopkeeper.rollout.Shift;
import dev.loopkeeper.rollout.ShiftMark;
import dev.loopkeeper.rollout.TrafficSplit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An endpoint as Azure Machine Learning keeps it: replaced as a whole, without conditions, in its own time. While a
 * change is on its way every other write is refused, and so is a split that names what is not deployed.
 */
final class SlowService implements ReplacedEndpoint<Integer>, Served {
    private record Change(Shift wanted, ShiftMark mark, int note) {}

    private final Faults faults;
    private final Landings landings;
    private final Coverage coverage;
    private final TreeMap<String, Deployment> deployments = new TreeMap<>();
    private final Set<String> leaving = new TreeSet<>();
    private Optional<TrafficSplit> split = Optional.empty();
    private Optional<Shift.Mirror> mirror = Optional.empty();
    private Optional<ShiftMark> mark = Optional.empty();
    private Optional<Change> change = Optional.empty();
    private int note;

    SlowService(Faults faults, Landings landings, Coverage coverage) {
        this.faults = faults;
        this.landings = landings;
        this.coverage = coverage;
    }

    @Override
    public Seen<Integer> look(String endpoint) {
        return new Seen<>(split, mirror, mark, change.isPresent(), new TreeMap<>(deployments), "", note);
    }

    @Override
    public boolean replace(String endpoint, Seen<Integer> seen, Shift wanted, ShiftMark left) {
        boolean ready = Stream.concat(
                        wanted.split().weights().keySet().stream(), wanted.mirror().map(Shift.Mirror::version).stream())
                .allMatch(v -> deployments.get(v) == Deployment.READY);
        if (change.isPresent() || !ready) {
            coverage.saw(ready ? "refused while updating" : "refused for a version that is gone");
            return false;
        }
        change = Optional.of(new Change(wanted, left, seen.body()));
        if (!faults.strikes("slow put", 0.5)) {
            landLate();
        }
        return true;
    }

    @Override
    public EndpointView read(String endpoint) {
        return new RereadShift<>(this, () -> 0).view(endpoint);
    }

    @Override
    public void deploy(String endpoint, String version, String artifact) {
        Deployment now = deployments.get(version);
        if (now != null && now != Deployment.FAILED) {
            return;
        }
        refuseBusy(leaving.contains(version));
        deployments.put(version, Deployment.DEPLOYING);
    }

    void undeploy(String version) {
        if (!deployments.containsKey(version)) {
            return;
        }
        refuseBusy(false);
        boolean copied = mirror.filter(m -> m.version().equals(version)).isPresent();
        if (copied || split.filter(s -> s.weight(version) > 0).isPresent()) {
            throw LoopException.conflict("version " + version + " has traffic");
        }
        deployments.remove(version);
        if (faults.strikes("slow delete", 0.5)) {
            leaving.add(version);
        }
        landings.removed(version);
    }

    private void refuseBusy(boolean more) {
        if (change.isPresent() || more) {
            throw LoopException.transientFailure("the endpoint is Updating", null);
        }
    }

    @Override
    public void finish(Predicate<String> broken) {
        leaving.clear();
        deployments.replaceAll((version, now) ->
                now != Deployment.DEPLOYING ? now : broken.test(version) ? Deployment.FAILED : Deployment.READY);
    }

    @Override
    public void landLate() {
        Optional<Change> landing = change;
        change = Optional.empty();
        if (landing.isPresent() && !faults.strikes("put fails", 0.05)) {
            Change now = landing.get();
            coverage.saw(now.note() < note ? "overwrites what a person has set" : "replaced whole");
            note = now.note();
            split = Optional.of(now.wanted().split());
            mirror = now.wanted().mirror();
            mirror.ifPresent(m -> coverage.saw("mirrored"));
            mark = Optional.of(now.mark());
            landings.landed(now.wanted().split());
        }
    }

    @Override
    public boolean busy() {
        return change.isPresent();
    }

    /** As in a console, which waits its turn too: what is on its way lands first. */
    @Override
    public void edit(TrafficSplit wanted) {
        landLate();
        split = Optional.of(wanted);
        note++;
        landings.edited(wanted);
    }

    @Override
    public Endpoint adapter(Gate gate, Mutant mutant) {
        return new SlowAdapter(this, gate);
    }
}
