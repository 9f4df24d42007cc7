package dev.loopkeeper.local.trainer;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.store.FileObjectStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trainer's process: {@code --home DIR --request KEY [--attempt DIR]}.
 *
 * <p>Standard output: one JSON line a step. Exit code 0: {@code evaluation.json} exists; 1: the run cannot succeed, the
 * last line of standard error says why; 2: wrong arguments; 3: out of memory; 75: another process has the attempt, or
 * it was cancelled.
 */
public final class TrainerMain {
    static final int FAILED = 1;
    static final int OUT_OF_MEMORY = 3;
    static final int NOT_OURS = 75;
    private static final List<String> OPTIONS = List.of("--home", "--request", "--attempt");

    private TrainerMain() {}

    /** Runs one training. */
    public static void main(String[] args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < args.length && OPTIONS.contains(args[i]); i += 2) {
            options.put(args[i], args[i + 1]);
        }
        if (options.size() * 2 != args.length || !options.keySet().containsAll(List.of("--home", "--request"))) {
            System.err.println("usage: --home DIR --request KEY [--attempt DIR]");
            System.exit(2);
        }
        Optional<AttemptFolder> attempt =
                Optional.ofNullable(options.get("--attempt")).map(Path::of).map(AttemptFolder::new);
        if (attempt.isPresent() && (!attempt.get().claim() || attempt.get().cancelled())) {
            System.exit(NOT_OURS);
        }
        String reason = train(Path.of(options.get("--home")), options.get("--request"));
        int code = reason.isEmpty() ? 0 : FAILED;
        attempt.ifPresent(a -> a.exit(code, reason));
        System.exit(code);
    }

    /** Returns why it failed, empty when it did not. */
    private static String train(Path home, String request) {
        try {
            Trainer.run(new FileObjectStore(home), request, new Progress(System.out));
            return "";
        } catch (LoopException e) {
            System.err.println(e.getMessage());
            return e.getMessage();
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            String reason = "the trainer met a defect of its own: " + e;
            System.err.println(reason);
            return reason;
        }
    }
}
