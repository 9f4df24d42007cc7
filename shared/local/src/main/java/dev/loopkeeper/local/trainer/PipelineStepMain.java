package dev.loopkeeper.local.trainer;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.store.StoreAddress;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One step of the default training pipeline, in a container: {@code --step prepare|train|evaluate --request URI
 * [--executor-input JSON]}.
 *
 * <p>The store is the one that a {@link dev.loopkeeper.store.StoreProvider} on the class path opens for the URI. Exit
 * code 0: done; 1: the run cannot succeed, the last line of standard error says why; 2: wrong arguments; 75: try again.
 */
public final class PipelineStepMain {
    private static final int USAGE = 2;
    private static final int TRY_AGAIN = 75;
    private static final List<String> OPTIONS = List.of("--step", "--request", "--executor-input");
    private static final List<String> STEPS = List.of("prepare", "train", "evaluate");

    private PipelineStepMain() {}

    /** Runs one step and ends the process. */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < args.length && OPTIONS.contains(args[i]); i += 2) {
            options.put(args[i], args[i + 1]);
        }
        if (options.size() * 2 != args.length
                || !STEPS.contains(options.get("--step"))
                || !options.containsKey("--request")) {
            err.println("usage: --step prepare|train|evaluate --request gs://bucket/key [--executor-input JSON]");
            return USAGE;
        }
        try {
            step(options, out);
            return 0;
        } catch (LoopException e) {
            err.println(e.getMessage());
            return e.kind() == LoopException.Kind.POISON ? TrainerMain.FAILED : TRY_AGAIN;
        }
    }

    private static void step(Map<String, String> options, PrintStream out) {
        StoreAddress request = StoreAddress.of("--request", options.get("--request"));
        Map<String, Double> figures = PipelineStep.of(options.get("--step")).run(request.store(), request.key(), out);
        out.write(Json.write(figures), 0, Json.write(figures).length);
        out.println();
        if (options.containsKey("--executor-input")) {
            ExecutorOutput.write(options.get("--executor-input"), figures);
        }
    }
}
