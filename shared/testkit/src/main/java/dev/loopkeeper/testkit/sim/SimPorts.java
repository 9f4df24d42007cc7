package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.notify.Notification;
import dev.loopkeeper.notify.Notifier;
import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.registry.RegisteredVersion;
import dev.loopkeeper.registry.Registration;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.TrafficSplit;
import java.util.List;
import java.util.Map;

/** The ports beside store and queue as handlers see them. */
final class SimPorts {
    private SimPorts() {}

    record GatedTraining(TrainingService service, Gate gate) implements TrainingService {
        @Override
        public String submit(String model, String runId, int attempt, String requestKey) {
            return gate.write("training.submit", () -> service.submit(model, runId, attempt, requestKey));
        }

        @Override
        public TrainingStatus status(String model, String runId, int attempt) {
            return gate.read("training.status", () -> service.status(model, runId, attempt));
        }

        @Override
        public void cancel(String model, String runId, int attempt) {
            gate.write("training.cancel", () -> service.cancel(model, runId, attempt));
        }
    }

    record GatedRegistry(ModelRegistry registry, Gate gate) implements ModelRegistry {
        @Override
        public String register(Registration registration) {
            return gate.write("registry.register", () -> registry.register(registration));
        }

        @Override
        public void alias(String model, Map<String, String> aliases) {
            gate.write("registry.alias", () -> registry.alias(model, aliases));
        }

        @Override
        public List<RegisteredVersion> versions(String model) {
            return gate.read("registry.versions", () -> registry.versions(model));
        }
    }

    record GatedNotifier(Notifier notifier, Gate gate) implements Notifier {
        @Override
        public void send(LoopConfig.Channel channel, Notification notification) {
            gate.write("notifier.send", () -> notifier.send(channel, notification));
        }
    }

    record GatedEndpoint(Endpoint endpoint, Gate gate) implements Endpoint {
        @Override
        public EndpointView read(String name) {
            return gate.read("endpoint.read", () -> endpoint.read(name));
        }

        @Override
        public void deploy(String name, String version, String artifact) {
            gate.write("endpoint.deploy", () -> endpoint.deploy(name, version, artifact));
        }

        @Override
        public boolean shift(String name, TrafficSplit split, String token) {
            return gate.write("endpoint.shift", () -> endpoint.shift(name, split, token));
        }

        @Override
        public void undeploy(String name, String version) {
            gate.write("endpoint.undeploy", () -> endpoint.undeploy(name, version));
        }
    }
}
