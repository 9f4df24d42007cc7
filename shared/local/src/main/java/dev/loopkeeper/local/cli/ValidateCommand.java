package dev.loopkeeper.local.cli;

import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks configuration files. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description =
                "Checks loop.yaml files and prints every problem with its line, its key and what is allowed. Exit code 3 if there is any.")
final class ValidateCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "<loop.yaml>", description = "The files.")
    private List<Path> files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean valid = true;
        for (Path file : files) {
            valid &= check(file);
        }
        return valid ? 0 : LoopkeeperCommand.INVALID;
    }

    private boolean check(Path file) {
        PrintWriter out = spec.commandLine().getOut();
        LoopConfigReader.Result result = LoopConfigReader.read(bytes(file), file.toString());
        if (result instanceof LoopConfigReader.Result.Invalid invalid) {
            invalid.problems().forEach(p -> spec.commandLine().getErr().println(p));
            return false;
        }
        LoopConfigReader.Result.Valid good = (LoopConfigReader.Result.Valid) result;
        good.warnings().forEach(w -> out.println(file + ": " + w));
        out.println(file + ": valid, for model " + good.config().model());
        return true;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw LoopException.poison(
                    "cannot read " + file + (Files.exists(file) ? ": " + e : ": there is no such file"), e);
        }
    }
}
