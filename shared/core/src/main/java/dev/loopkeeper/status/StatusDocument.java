package dev.loopkeeper.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.loopkeeper.edge.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code status.json}: the loops of one page, by name.
 *
 * @param revision the same text means that nothing has changed
 * @param next name to ask for the page after this one with; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record StatusDocument(Instant at, List<LoopStatus> models, String revision, Optional<String> next) {
    public StatusDocument {
        models = List.copyOf(models);
    }

    static StatusDocument of(Instant at, List<LoopStatus> models, Optional<String> next) {
        String all = models.stream().map(m -> m.name() + "=" + m.revision()).collect(Collectors.joining("\n"));
        return new StatusDocument(at, models, Digest.hex(all).substring(0, 16), next);
    }
}
