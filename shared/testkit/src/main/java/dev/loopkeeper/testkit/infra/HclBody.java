package dev.loopkeeper.testkit.infra;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands between two braces of a Terraform file, or in the whole file.
 *
 * <p>A value is a {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link List} or {@link Map} where the
 * file has a literal, and an {@link Expression} where Terraform would have to compute it.
 */
public record HclBody(Map<String, Object> attributes, List<HclBlock> blocks) {
    /** Something only Terraform can compute, as it is written, with single spaces. */
    public record Expression(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** The attribute as it is written, or as its literal; empty when it is not set. */
    public String text(String name) {
        return Optional.ofNullable(attributes.get(name)).map(Object::toString).orElse("");
    }

    /** The blocks of a type directly inside, those that {@code dynamic} repeats included. */
    public List<HclBody> blocks(String type) {
        return blocks.stream()
                .filter(b -> b.type().equals(type)
                        || b.type().equals("dynamic") && b.labels().equals(List.of(type)))
                .map(b -> b.type().equals("dynamic") ? b.body().only("content") : b.body())
                .toList();
    }

    /** The one block of a type; an empty body when there is none. */
    public HclBody only(String type) {
        List<HclBody> found = blocks(type);
        return found.isEmpty() ? new HclBody(Map.of(), List.of()) : found.get(0);
    }
}
