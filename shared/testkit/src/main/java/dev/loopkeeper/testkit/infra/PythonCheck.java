package dev.loopkeeper.testkit.infra;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * A Python script that holds a file of {@code infra} against its platform's own library.
 *
 * @param home folder it runs in
 * @param variable names a Python that has the library; where it is set, as in CI, the check must run
 * @param module that the library is imported by
 */
public record PythonCheck(Path home, String variable, String module) {
    /** How a script ended, and all it said. */
    public record Run(int code, String text) {}

    /** Runs {@code check.py}; aborts the test with a sentence where no Python has the library. */
    public Run run() throws IOException, InterruptedException {
        String python = System.getenv().getOrDefault(variable, "python3");
        boolean wanted = System.getenv().containsKey(variable);
        if (!wanted && !works(python, "-c", "import " + module)) {
            String line = "no " + module + " on this machine: pip install -r " + home.resolve("requirements.txt")
                    + ", or name a Python that has it in " + variable;
            System.out.println("Skipped: " + line);
            Assumptions.abort(line);
        }
        return start(python, "check.py");
    }

    private boolean works(String... command) {
        try {
            return start(command).code == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private Run start(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), text);
    }
}
