package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.ReplacedEndpoint;
import dev.loopkeeper.rollout.RereadShift;
import dev.loopkeeper.rollout.Shift;
import dev.loopkeeper.rollout.ShiftMark;
import dev.loopkeeper.rollout.TrafficSplit;

/** The shift of the real adapter, with a gate before each of its calls: between its second look and its write too. */
final class SlowAdapter implements Endpoint {
    private final SlowService service;
    private final Gate gate;
    private final RereadShift<Integer> shift;

    SlowAdapter(SlowService service, Gate gate) {
        this.service = service;
        this.gate = gate;
        this.shift = new RereadShift<>(new Gated(), () -> 0);
    }

    private final class Gated implements ReplacedEndpoint<Integer> {
        @Override
        public Seen<Integer> look(String endpoint) {
            return gate.read("endpoint.read", () -> service.look(endpoint));
        }

        @Override
        public boolean replace(String endpoint, Seen<Integer> seen, Shift wanted, ShiftMark mark) {
            return gate.write("endpoint.shift", () -> service.replace(endpoint, seen, wanted, mark));
        }
    }

    @Override
    public EndpointView read(String endpoint) {
        return shift.view(endpoint);
    }

    @Override
    public void deploy(String endpoint, String version, String artifact) {
        gate.write("endpoint.deploy", () -> service.deploy(endpoint, version, artifact));
    }

    @Override
    public boolean shift(String endpoint, TrafficSplit split, String token) {
        return shift.shift(endpoint, split, token);
    }

    @Override
    public boolean shift(String endpoint, Shift wanted, String token) {
        return shift.shift(endpoint, wanted, token);
    }

    @Override
    public void undeploy(String endpoint, String version) {
        gate.write("endpoint.undeploy", () -> service.undeploy(version));
    }
}
