package dev.loopkeeper.azure.infra;

import dev.loopkeeper.testkit.infra.HclBody.Expression;
import dev.loopkeeper.testkit.infra.TerraformModule;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What each app of {@code infra/azure} finds in its environment: every setting that the module gives it and no other.
 * What the module says in so many words, or by the default of a variable, is taken from there; for what only Azure
 * knows, such as the address of an account, the caller has a stand-in.
 */
public record AppEnvironment(TerraformModule module) {
    private static final Pattern SETTING = Pattern.compile("([A-Za-z_]\\w*) = ");
    private static final Pattern VARIABLE = Pattern.compile("var\\.(\\w+)");
    private static final String FOR_APP = "for app, _ in local.apps : app => ";

    /** Of the module of this checkout. */
    public static AppEnvironment read() {
        return new AppEnvironment(AzureModule.read());
    }

    public Set<String> apps() {
        return new TreeSet<>(module.table("apps").keySet());
    }

    /** The functions that are on in an app, with their triggers, by the names that they are deployed under. */
    public Map<String, String> functions(String app) {
        return module.table("functions").entrySet().stream()
                .filter(function -> ((Map<?, ?>) function.getValue()).get("app").equals(app))
                .collect(Collectors.toMap(
                        function -> deployed(function.getKey()),
                        function ->
                                ((Map<?, ?>) function.getValue()).get("trigger").toString()));
    }

    /** The name of a function in the zip, see {@code pack-azure.sh}. */
    public static String deployed(String function) {
        return function.replace('-', '_');
    }

    /**
     * The settings of an app.
     *
     * @param standIns by name, for what the module takes from Azure; one that it does not ask for is left out
     */
    public Map<String, String> of(String app, Map<String, String> standIns) {
        Map<String, String> found = new TreeMap<>();
        Matcher connections = SETTING.matcher(text("connections"));
        while (connections.find()) {
            found.put(connections.group(1), standIn(connections.group(1), standIns));
        }
        module.table("environment").forEach((name, value) -> found.put(name, value(name, value, standIns)));
        if (app.equals("control")) {
            module.table("control_environment").forEach((name, value) -> found.put(name, value(name, value, standIns)));
        }
        Map<String, String> on = functions(app);
        for (String function : module.table("functions").keySet()) {
            String name = deployed(function);
            found.put("AzureWebJobs." + name + ".Disabled", on.containsKey(name) ? "false" : "true");
        }
        return found;
    }

    /** Whether the module puts an app's settings together as {@link #of} does. */
    public boolean isPutTogetherSo() {
        return text("settings")
                        .contains(FOR_APP + "merge( local.connections[app], local.environment, local.switches[app],"
                                + " local.secret_settings[app], app == \"control\" ? local.control_environment : {}, )")
                && text("connections").contains(FOR_APP);
    }

    private String text(String local) {
        return module.local(local).toString();
    }

    private String value(String name, Object value, Map<String, String> standIns) {
        if (!(value instanceof Expression) && !value.toString().contains("${")) {
            return value.toString();
        }
        Matcher variable = VARIABLE.matcher(value.toString());
        return variable.matches() && fallback(variable.group(1)) instanceof String text
                ? text
                : standIn(name, standIns);
    }

    private Object fallback(String variable) {
        return module.blocks().stream()
                .filter(block ->
                        block.type().equals("variable") && block.labels().contains(variable))
                .findFirst()
                .map(block -> block.body().attributes().get("default"))
                .orElse(null);
    }

    private static String standIn(String name, Map<String, String> standIns) {
        String value = standIns.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is computed by Terraform: give a stand-in for it");
        }
        return value;
    }
}
