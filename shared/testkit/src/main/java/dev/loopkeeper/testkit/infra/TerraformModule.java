package dev.loopkeeper.testkit.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Terraform module under test, parsed; file names are keys so that a mutated copy is easy to make. */
public record TerraformModule(Map<String, String> files, List<HclBlock> blocks) {
    /** @param home folder of the module; its {@code .tf} and {@code .sh} files are read */
    public static TerraformModule read(Path home) {
        try (Stream<Path> paths = Files.list(home)) {
            Map<String, String> files = new TreeMap<>();
            for (Path path :
                    paths.filter(p -> p.toString().matches(".*\\.(tf|sh)")).toList()) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
            return of(files);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + home.toAbsolutePath(), e);
        }
    }

    private static TerraformModule of(Map<String, String> files) {
        return new TerraformModule(
                files,
                files.entrySet().stream()
                        .filter(f -> f.getKey().endsWith(".tf"))
                        .flatMap(f -> HclReader.read(f.getValue()).blocks().stream())
                        .toList());
    }

    /** The module with a text replaced wherever it stands, however it is aligned; the text must stand somewhere. */
    public TerraformModule with(String text, String replacement) {
        Map<String, String> changed = new TreeMap<>(files);
        Pattern aligned = Pattern.compile(
                Arrays.stream(text.split(" +")).map(Pattern::quote).collect(Collectors.joining(" +")));
        String literal = Matcher.quoteReplacement(replacement);
        changed.replaceAll((name, content) -> aligned.matcher(content).replaceAll(literal));
        if (changed.equals(files)) {
            throw new IllegalArgumentException("the module does not say: " + text);
        }
        return of(changed);
    }

    /** Resources of a type by name. */
    public Map<String, HclBody> resources(String type) {
        return resources().entrySet().stream()
                .filter(r -> r.getKey().startsWith(type + "."))
                .collect(LinkedHashMap::new, (m, r) -> m.put(name(r.getKey()), r.getValue()), Map::putAll);
    }

    /** Every resource by {@code type.name}. */
    public Map<String, HclBody> resources() {
        Map<String, HclBody> found = new LinkedHashMap<>();
        blocks.stream()
                .filter(b -> b.type().equals("resource"))
                .forEach(b -> found.put(String.join(".", b.labels()), b.body()));
        return found;
    }

    /** A local value; an empty map when there is none of that name. */
    public Object local(String name) {
        return blocks.stream()
                .filter(b -> b.type().equals("locals"))
                .flatMap(b -> Optional.ofNullable(b.body().attributes().get(name)).stream())
                .findFirst()
                .orElse(Map.of());
    }

    /** A local value that is a table of tables or of lists. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> table(String name) {
        return (Map<String, Object>) local(name);
    }

    private static String name(String address) {
        return address.substring(address.indexOf('.') + 1);
    }
}
