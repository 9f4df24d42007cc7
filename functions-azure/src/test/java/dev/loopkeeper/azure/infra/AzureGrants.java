package dev.loopkeeper.azure.infra;

import dev.loopkeeper.testkit.infra.HclBody;
import dev.loopkeeper.testkit.infra.TerraformModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who may do what on Azure: the table of least privilege, and the same table as the module says it. */
final class AzureGrants {
    private static final List<String> TABLES = List.of(
            "state_creates",
            "state_rewrites",
            "data_readers",
            "hinted",
            "custom_roles",
            "workspace_roles",
            "creating",
            "rewriting",
            "path",
            "takes");

    private AzureGrants() {}

    /** Each assignment of the module, and each table that assignments are made from. */
    static Map<String, String> of(TerraformModule module) {
        Map<String, String> grants = new TreeMap<>();
        module.resources("azurerm_role_assignment").forEach((name, body) -> grants.put(name, assignment(body)));
        TABLES.forEach(table -> flatten(grants, table, module.local(table)));
        return grants;
    }

    private static String assignment(HclBody body) {
        String role = body.text("role_definition_name");
        String each = body.text("for_each");
        String condition = body.text("condition");
        return (role.isEmpty() ? body.text("role_definition_id") : role) + " to " + body.text("principal_id") + " on "
                + body.text("scope") + (each.isEmpty() ? "" : " for each of " + each)
                + (condition.isEmpty() ? "" : " if " + body.text("condition_version") + " " + condition);
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

    static Map<String, String> expected() {
        try (InputStream table = AzureGrants.class.getResourceAsStream("/infra/azure-grants.tsv")) {
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
