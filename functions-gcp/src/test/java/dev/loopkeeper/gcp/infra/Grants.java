package dev.loopkeeper.gcp.infra;

import dev.loopkeeper.testkit.infra.HclBody;
import dev.loopkeeper.testkit.infra.TerraformModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who may do what: the table of least privilege, and the same table as the module says it. */
final class Grants {
    static final Map<String, String> EXPECTED = expected();

    private static final Set<String> PLACES =
            Set.of("bucket", "topic", "subscription", "service", "secret_id", "service_account_id", "repository");
    private static final List<String> TABLES = List.of(
            "state_creates", "state_rewrites", "data_readers", "publishes", "hinted", "custom_roles", "function_roles");

    private Grants() {}

    /** Each binding of the module, and each table that the bindings are made from. */
    static Map<String, String> of(TerraformModule module) {
        Map<String, String> grants = new LinkedHashMap<>();
        module.resources().forEach((address, body) -> {
            if (address.contains("_iam_member.")) {
                grants.put(address, binding(body));
            }
        });
        TABLES.forEach(table -> flatten(grants, table, module.local(table)));
        return grants;
    }

    private static String binding(HclBody body) {
        String place = body.attributes().entrySet().stream()
                .filter(a -> PLACES.contains(a.getKey()))
                .map(a -> " on " + a.getValue())
                .collect(Collectors.joining());
        String condition = body.blocks("condition").stream()
                .map(c -> " if " + c.text("expression"))
                .collect(Collectors.joining());
        String each = body.text("for_each").isEmpty() ? "" : " for each of " + body.text("for_each");
        return body.text("role") + " to " + body.text("member") + place + each + condition;
    }

    private static void flatten(Map<String, String> into, String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> flatten(into, name + " " + key, inner));
        } else if (value instanceof List<?> list) {
            into.put(
                    name,
                    list.stream()
                            .map(Object::toString)
                            .collect(Collectors.toCollection(TreeSet::new))
                            .toString());
        } else {
            into.put(name, value.toString());
        }
    }

    private static Map<String, String> expected() {
        try (InputStream table = Grants.class.getResourceAsStream("/infra/gcp-grants.tsv")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 2))
                    .collect(Collectors.toMap(row -> row[0], row -> row[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the table of grants", e);
        }
    }
}
