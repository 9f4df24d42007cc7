package dev.loopkeeper.testkit.functions;

import java.util.Optional;

/**
 * Who may call: a request shows a key as {@code x-functions-key} or as the query value {@code code}. The master key
 * opens everything. A key that no setting gives is not asked for, as on a developer's machine.
 */
record HostKeys(AppSettings settings) {
    boolean admits(String level, FrontRequest request) {
        return switch (level) {
            case "anonymous" -> true;
            case "function" -> opens(request, FunctionsHost.FUNCTION_KEY);
            case "admin" -> opens(request, FunctionsHost.MASTER_KEY);
            case "eventgrid" -> opens(request, FunctionsHost.EVENT_GRID_KEY);
            default -> throw new IllegalStateException("authLevel '" + level + "' is not known");
        };
    }

    private boolean opens(FrontRequest request, String setting) {
        Optional<String> key = settings.value(setting);
        Optional<String> given = Optional.ofNullable(request.headers().get("x-functions-key"))
                .or(() -> Optional.ofNullable(request.query().get("code")));
        return key.isEmpty()
                || given.equals(key)
                || given.isPresent() && given.equals(settings.value(FunctionsHost.MASTER_KEY));
    }
}
