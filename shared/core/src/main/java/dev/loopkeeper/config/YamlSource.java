package dev.loopkeeper.config;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML into text, lists and mappings and nothing else: no object is ever made from a tag. At most 256 KiB, 20
 * levels, 10 aliases of lists or mappings, and 20,000 values after aliases are followed.
 */
final class YamlSource {
    private static final int BYTES = 256 << 10;
    private static final int DEPTH = 20;
    private static final int ALIASES = 10;
    private static final int VALUES = 20_000;
    private static final Set<Tag> PLAIN =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.SEQ, Tag.MAP, Tag.MERGE);

    private final Problems problems;
    private int values;

    private YamlSource(Problems problems) {
        this.problems = problems;
    }

    /** The document; empty when it cannot be read, and then the problems say why. */
    static Optional<YamlValue> read(byte[] yaml, Problems problems) {
        if (yaml.length > BYTES) {
            problems.add(1, "", "is " + yaml.length + " bytes, allowed are " + BYTES);
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(yaml))
                    .toString();
            return new YamlSource(problems).parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            problems.add(1, "", "is not UTF-8 text: save it as UTF-8");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(
                    line,
                    "",
                    "is not YAML: " + Shown.plain(String.valueOf(e.getProblem()))
                            + "; check indentation, quotes and colons");
        } catch (YAMLException e) {
            problems.add(1, "", "is not YAML that is accepted here: " + firstLine(e));
        }
        return Optional.empty();
    }

    private Optional<YamlValue> parse(String text) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(BYTES);
        limits.setNestingDepthLimit(DEPTH);
        limits.setMaxAliasesForCollections(ALIASES);
        Node node = new Yaml(limits).compose(new StringReader(text));
        return Optional.of(node == null ? new YamlValue.Empty(1) : convert(node, "", 0));
    }

    private YamlValue convert(Node node, String path, int depth) {
        int line = node.getStartMark().getLine() + 1;
        if (depth > DEPTH || ++values > VALUES) {
            if (values++ <= VALUES + 1) {
                values = VALUES + 2;
                problems.add(
                        line,
                        path,
                        "nests too deep or holds too much: allowed are " + DEPTH + " levels and " + VALUES + " values");
            }
            return new YamlValue.Empty(line);
        }
        if (!PLAIN.contains(node.getTag())) {
            problems.add(
                    line,
                    path,
                    "has the tag " + Shown.plain(node.getTag().getValue()) + ": tags are not allowed, remove it");
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, path, line);
        }
        return node instanceof SequenceNode list
                ? items(list, path, depth, line)
                : mapping((MappingNode) node, path, depth, line);
    }

    private YamlValue scalar(ScalarNode node, String path, int line) {
        if (node.isPlain() && node.getTag().equals(Tag.NULL)) {
            return new YamlValue.Empty(line);
        }
        if (Shown.secret(node.getValue())) {
            problems.add(
                    line,
                    path,
                    "looks like a secret in plain text: put it into your secret store and write secret:<its name>");
        }
        return new YamlValue.Scalar(line, node.getValue(), !node.isPlain());
    }

    private YamlValue items(SequenceNode node, String path, int depth, int line) {
        List<YamlValue> items = new ArrayList<>();
        for (Node item : node.getValue()) {
            items.add(convert(item, path + "[" + items.size() + "]", depth + 1));
        }
        return new YamlValue.Items(line, items);
    }

    private YamlValue mapping(MappingNode node, String path, int depth, int line) {
        List<YamlValue.Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : node.getValue()) {
            int keyLine = tuple.getKeyNode().getStartMark().getLine() + 1;
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                String at = path.isEmpty() ? Shown.plain(key.getValue()) : path + "." + Shown.plain(key.getValue());
                entries.add(new YamlValue.Entry(keyLine, key.getValue(), convert(tuple.getValueNode(), at, depth + 1)));
            } else {
                problems.add(keyLine, path, "has a key that is a list or a section: keys are plain words");
            }
        }
        return new YamlValue.Mapping(line, entries);
    }

    private static String firstLine(YAMLException e) {
        return Shown.plain(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
}
