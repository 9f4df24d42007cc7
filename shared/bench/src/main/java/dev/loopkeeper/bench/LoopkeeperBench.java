package dev.loopkeeper.bench;

import dev.loopkeeper.bench.drift.DriftCommand;
import dev.loopkeeper.bench.gate.GateCommand;
import dev.loopkeeper.bench.judge.JudgeCommand;
import dev.loopkeeper.bench.profile.ProfileCommand;
import dev.loopkeeper.bench.retrain.RetrainCommand;
import dev.loopkeeper.edge.LoopException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command line of the benchmarks: {@code java -jar loopkeeper-bench.jar <command>}. Every benchmark is a
 * subcommand.
 */
@Command(
        name = "loopkeeper-bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures the decisions of Loopkeeper beside those of its peers, in one run, repeatable by --seed.",
        subcommands = {
            JudgeCommand.class,
            GateCommand.class,
            RetrainCommand.class,
            ProfileCommand.class,
            DriftCommand.class,
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured, whether or not every goal is met",
            "2:the command line is wrong",
            "3:a file is not valid",
            "70:a fault"
        })
public final class LoopkeeperBench implements Runnable {
    private static final int INVALID = 3;
    private static final int FAULT = 70;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Runs a command line and returns its exit code. */
    public static int run(String... args) {
        CommandLine line = new CommandLine(new LoopkeeperBench());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            PrintWriter err = command.getErr();
            if (e instanceof LoopException known) {
                err.println(known.getMessage());
                return INVALID;
            }
            e.printStackTrace(err);
            return FAULT;
        });
        return line.execute(args);
    }

    public static void main(String[] args) {
        System.exit(run(args));
    }
}
