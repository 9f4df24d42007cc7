package dev.loopkeeper.local;

/** Variables of the environment that hold the secrets of {@code loop.yaml}. */
public final class SecretVariables {
    public static final String PREFIX = "LOOPKEEPER_SECRET_";

    private SecretVariables() {}

    /** Keeps them from a process that learns from data or serves a version: it tells nobody anything. */
    public static ProcessBuilder withheld(ProcessBuilder process) {
        process.environment().keySet().removeIf(name -> name.startsWith(PREFIX));
        return process;
    }
}
