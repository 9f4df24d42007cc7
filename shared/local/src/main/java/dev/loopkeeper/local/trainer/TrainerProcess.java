package dev.loopkeeper.local.trainer;

import dev.loopkeeper.local.OwnSession;
import dev.loopkeeper.local.SecretVariables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The operating system's side of an attempt: how the trainer is started, stopped, and what its end means. */
final class TrainerProcess {
    private static final int TAIL = 16_384;

    private TrainerProcess() {}

    /** Starts a JVM on the class path of this one; what it prints goes to the attempt's log. */
    static Process start(Path home, AttemptFolder attempt, String requestKey, int memoryMb) throws IOException {
        List<String> command = new ArrayList<>(OwnSession.prefix());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memoryMb + "m",
                "-XX:+ExitOnOutOfMemoryError",
                // The heavy part is native: compiling the rest to the last bit costs a third more than it brings.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + Files.createDirectories(attempt.scratch()),
                "-XX:ErrorFile=" + attempt.path().resolve("crash.log"),
                "-cp",
                System.getProperty("java.class.path"),
                TrainerMain.class.getName(),
                "--home",
                home.toString(),
                "--request",
                requestKey,
                "--attempt",
                attempt.path().toString()));
        ProcessBuilder builder = SecretVariables.withheld(new ProcessBuilder(command));
        // Threads that spin while they wait make training ten times slower beside a busy endpoint.
        builder.environment().put("OMP_WAIT_POLICY", "passive");
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(attempt.log().toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(
                        attempt.path().resolve("submitted").toFile()))
                .start();
    }

    /** Kills the process with all that it started. */
    static void kill(ProcessHandle process) {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    /** The last line of a log that says something: of a stack trace its innermost cause. */
    static String lastWord(String log) {
        return log.lines()
                .filter(l -> !l.isBlank() && !l.startsWith("{"))
                .filter(l -> !l.strip().startsWith("at ") && !l.strip().startsWith("... "))
                .reduce((a, b) -> b)
                .orElse("");
    }

    /** What an end without a word means, for a person. */
    static String meaning(int code, AttemptFolder attempt, int memoryMb) {
        String tail = tail(attempt.log());
        if (code == TrainerMain.OUT_OF_MEMORY || tail.contains("java.lang.OutOfMemoryError")) {
            return "the trainer ran out of memory at training.memoryMb: " + memoryMb
                    + "; raise it or lower training.maxRows; see log " + attempt.log();
        }
        String signal = code > 128 && code < 160 ? " (killed by signal " + (code - 128) + ")" : "";
        String last = lastWord(tail);
        return "the trainer ended with exit code " + code + signal + (last.isEmpty() ? "" : ": " + last) + "; see log "
                + attempt.log();
    }

    private static String tail(Path log) {
        try {
            byte[] all = Files.readAllBytes(log);
            int from = Math.max(0, all.length - TAIL);
            return new String(all, from, all.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
