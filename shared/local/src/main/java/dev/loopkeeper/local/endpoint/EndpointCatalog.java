package dev.loopkeeper.local.endpoint;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Every endpoint the server knows by name; one comes into being with its first deployment. */
final class EndpointCatalog implements AutoCloseable {
    private final EndpointFiles files;
    private final InstantSource clock;
    private final VersionLimits limits;
    private final Map<String, ServedEndpoint> endpoints = new ConcurrentSkipListMap<>();

    /** Restores what the files say. */
    EndpointCatalog(EndpointFiles files, InstantSource clock, VersionLimits limits) throws IOException {
        this.files = files;
        this.clock = clock;
        this.limits = limits;
        files.load().forEach((name, state) -> orCreate(name).restore(state));
    }

    Optional<ServedEndpoint> find(String name) {
        return Optional.ofNullable(endpoints.get(name));
    }

    ServedEndpoint orCreate(String name) {
        return endpoints.computeIfAbsent(
                ServingNames.check("endpoint", name), fresh -> new ServedEndpoint(fresh, files, clock, limits));
    }

    Iterable<ServedEndpoint> all() {
        return endpoints.values();
    }

    boolean healthy() {
        return endpoints.values().stream().allMatch(ServedEndpoint::healthy);
    }

    /** See {@link VersionProcess#look}. */
    void look() {
        endpoints
                .values()
                .forEach(endpoint -> endpoint.serving().versions().values().forEach(version -> version.process()
                        .look()));
    }

    @Override
    public void close() {
        endpoints.values().forEach(ServedEndpoint::close);
    }
}
