package dev.loopkeeper.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The user's own files that say how to train, YAML or JSON, from the object store: {@code models/<model>/<name>}, else
 * {@code pipelines/<name>} for every model. At most 1 MiB; of several documents the first counts.
 */
public final class SpecFiles {
    private static final int BYTES = 1 << 20;
    private static final int DEPTH = 50;

    private final ObjectStore store;

    public SpecFiles(ObjectStore store) {
        this.store = store;
    }

    /**
     * The file's tree.
     *
     * @throws LoopException of kind {@code POISON} when there is none, or none that can be read
     */
    public ObjectNode read(String model, String name) {
        List<String> keys = List.of("models/" + model + "/" + name, "pipelines/" + name);
        for (String key : keys) {
            Optional<byte[]> body = store.get(key);
            if (body.isPresent()) {
                return parse(body.get(), key);
            }
        }
        throw LoopException.poison("training of model " + model + " needs a " + name
                + ", and the object store holds neither " + keys.get(0) + " nor " + keys.get(1)
                + ": upload the file as the first for this model, or as the second for every model");
    }

    private static ObjectNode parse(byte[] body, String key) {
        try {
            Iterator<Object> documents =
                    yaml().loadAll(new String(body, StandardCharsets.UTF_8)).iterator();
            JsonNode tree = documents.hasNext() ? Json.mapper().valueToTree(documents.next()) : null;
            if (tree instanceof ObjectNode object) {
                return object;
            }
        } catch (YAMLException | IllegalArgumentException e) {
            throw LoopException.poison(key + " is not readable: " + e.getMessage(), e);
        }
        throw LoopException.poison(key + " holds no mapping, expected one as its compiler writes it");
    }

    private static Yaml yaml() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(BYTES);
        limits.setNestingDepthLimit(DEPTH);
        limits.setMaxAliasesForCollections(0);
        limits.setAllowDuplicateKeys(false);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(limits), new Representer(unused), unused, limits, new NoDates());
    }

    /** As JSON has no dates, what looks like one stays the text it is. */
    private static final class NoDates extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern form, String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, form, first, limit);
            }
        }
    }
}
