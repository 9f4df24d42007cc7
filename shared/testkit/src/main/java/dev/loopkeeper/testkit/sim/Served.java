package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.TrafficSplit;
import java.util.function.Predicate;

/** The service behind an endpoint: what the world does with it, and what handlers get of it. */
interface Served {
    EndpointView read(String endpoint);

    void deploy(String endpoint, String version, String artifact);

    /** Lets deployments end, badly for those that cannot start. */
    void finish(Predicate<String> broken);

    /** Lets shifts land that were accepted long ago. */
    void landLate();

    /** Whether a change is on its way, so that nobody can put anything right. */
    boolean busy();

    /** Sets the split as a person does. */
    void edit(TrafficSplit split);

    /** The adapter that handlers use: each of its calls passes the gate. A slow service is never mutated behind it. */
    Endpoint adapter(Gate gate, Mutant mutant);
}
