package dev.loopkeeper.testkit.functions;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A route such as <code>models/{name}:{verb}</code>: <code>{x?}</code> may be absent, <code>{*x}</code> takes the rest,
 * case does not matter, and what follows a colon inside braces is a constraint, which is not checked.
 */
record RouteTemplate(Pattern pattern, List<String> names) {
    private static final Pattern PART = Pattern.compile("(/?)\\{(\\**)([^}:?=]+)(?::[^}?]*)?(\\??)\\}");

    static RouteTemplate of(String template) {
        StringBuilder regex = new StringBuilder();
        List<String> names = new ArrayList<>();
        Matcher part = PART.matcher(template);
        int end = 0;
        while (part.find()) {
            regex.append(Pattern.quote(template.substring(end, part.start())));
            boolean all = !part.group(2).isEmpty();
            String value = part.group(1) + (all ? "(.*)" : "([^/]+?)");
            regex.append(all || !part.group(4).isEmpty() ? "(?:" + value + ")?" : value);
            names.add(part.group(3));
            end = part.end();
        }
        regex.append(Pattern.quote(template.substring(end)));
        return new RouteTemplate(Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE), List.copyOf(names));
    }

    /** The values of a path that the route takes; an absent one is left out. */
    Optional<Map<String, Object>> values(String path) {
        Matcher match = pattern.matcher(path);
        if (!match.matches()) {
            return Optional.empty();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (match.group(i + 1) != null && !match.group(i + 1).isEmpty()) {
                // A plus is a plus in a path.
                String encoded = match.group(i + 1).replace("+", "%2B");
                values.put(names.get(i), URLDecoder.decode(encoded, StandardCharsets.UTF_8));
            }
        }
        return Optional.of(values);
    }
}
