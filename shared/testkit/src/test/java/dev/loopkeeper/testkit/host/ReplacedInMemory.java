package dev.loopkeeper.testkit.host;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.EndpointView.Deployment;
import dev.loopkeeper.rollout.ReplacedEndpoint;
import dev.loopkeeper.rollout.RereadShift;
import dev.loopkeeper.rollout.Shift;
import dev.loopkeeper.rollout.ShiftMark;
import dev.loopkeeper.rollout.TrafficSplit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One endpoint that is replaced as a whole; every write is done at once. */
final class ReplacedInMemory implements Endpoint, ReplacedEndpoint<Integer> {
    private final RereadShift<Integer> shift = new RereadShift<>(this, () -> 0);
    private final Map<String, Deployment> deployments = new TreeMap<>();
    private Optional<TrafficSplit> split = Optional.empty();
    private Optional<Shift.Mirror> mirror = Optional.empty();
    private Optional<ShiftMark> mark = Optional.empty();
    private Optional<Seen<Integer>> before = Optional.empty();
    private String locked = "";

    Optional<Shift.Mirror> mirror() {
        return mirror;
    }

    void refuseRemovalOf(String version) {
        locked = version;
    }

    /** As a person does, who knows no mark. */
    void edit(TrafficSplit wanted, Optional<Shift.Mirror> copies) {
        split = Optional.of(wanted);
        mirror = copies;
    }

    /** As a writer of ours does who looked before the newest shift. */
    void staleWrite(Shift wanted) {
        replace("late", before.orElseThrow(), wanted, shiftMark(wanted));
    }

    /** The mark that such a writer leaves: that of a shift made on an endpoint like this one was. */
    private ShiftMark shiftMark(Shift wanted) {
        ReplacedInMemory past = new ReplacedInMemory();
        past.deployments.putAll(deployments);
        past.edit(before.orElseThrow().split().orElseThrow(), before.get().mirror());
        past.shift("late", wanted, past.read("late").token());
        return past.mark.orElseThrow();
    }

    @Override
    public Seen<Integer> look(String endpoint) {
        return new Seen<>(split, mirror, mark, false, new TreeMap<>(deployments), "", 0);
    }

    @Override
    public boolean replace(String endpoint, Seen<Integer> seen, Shift wanted, ShiftMark left) {
        before = Optional.of(seen);
        split = Optional.of(wanted.split());
        mirror = wanted.mirror();
        mark = Optional.of(left);
        return true;
    }

    @Override
    public EndpointView read(String endpoint) {
        return shift.view(endpoint);
    }

    @Override
    public void deploy(String endpoint, String version, String artifact) {
        deployments.put(version, Deployment.READY);
    }

    @Override
    public boolean shift(String endpoint, TrafficSplit wanted, String token) {
        return shift.shift(endpoint, wanted, token);
    }

    @Override
    public boolean shift(String endpoint, Shift wanted, String token) {
        return shift.shift(endpoint, wanted, token);
    }

    @Override
    public void undeploy(String endpoint, String version) {
        if (locked.equals(version)) {
            throw LoopException.conflict("removal of " + version + " was refused: the scope is locked");
        }
        deployments.remove(version);
    }
}
