package dev.loopkeeper.testkit.functions;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings of a function app, which the platform hands to the host and to the worker as environment variables. */
record AppSettings(Map<String, String> values) {
    private static final Pattern NAME = Pattern.compile("%([^%]+)%");

    AppSettings {
        values = Map.copyOf(values);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    /** A binding's text with every {@code %NAME%} replaced by that setting. */
    String resolve(String text) {
        return NAME.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(value(name.group(1))
                        .orElseThrow(() -> new IllegalStateException(
                                "'" + text + "' names the app setting " + name.group(1) + ", which is not set"))));
    }

    /** Whether a function is switched off, by {@code AzureWebJobs.<name>.Disabled}. */
    boolean disabled(String function) {
        return value("AzureWebJobs." + function + ".Disabled")
                .filter(value -> value.equalsIgnoreCase("true") || value.equals("1"))
                .isPresent();
    }

    /**
     * The storage account that a binding's {@code connection} names; the prefix {@code AzureWebJobs} may be left out.
     */
    StorageAccount connection(String name) {
        String setting = name.isEmpty() ? "AzureWebJobsStorage" : name;
        return value("AzureWebJobs" + setting)
                .or(() -> value(setting))
                .map(text -> StorageAccount.parse(setting, text))
                .orElseThrow(() -> new IllegalStateException("connection '" + setting
                        + "' needs a connection string in the app setting of that name; this host has no identity"));
    }
}
