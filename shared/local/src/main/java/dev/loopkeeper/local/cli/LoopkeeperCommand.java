package dev.loopkeeper.local.cli;

import dev.loopkeeper.edge.LoopException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line: {@code java -jar loopkeeper.jar <command>}. */
@Command(
        name = "loopkeeper",
        mixinStandardHelpOptions = true,
        version = "loopkeeper 0.1.0",
        description =
                "Keeps a model fresh: checks data as it lands, retrains when it pays, releases in canary steps, rolls back when it turns out bad.",
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            RunCommand.class,
            StatusCommand.class,
            ReplayCommand.class,
            RollbackCommand.class,
            ValidateCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:it was refused, or a check failed; the message says why",
            "2:the command line is wrong",
            "3:a file or an input is not valid",
            "4:nothing answers: no loop runs in this home, or it did not answer in time",
            "70:a fault of Loopkeeper itself"
        },
        footerHeading = "%nTwo minutes to a running loop:%n",
        footer = {
            "  loopkeeper demo                                   the whole loop on a year of real flights",
            "  loopkeeper init sales --data sales.csv --label amount --home my-home",
            "  loopkeeper run --home my-home                     then copy more files into my-home/data/sales/"
        })
public final class LoopkeeperCommand implements Runnable {
    /** Refused, or a check failed. */
    public static final int REFUSED = 1;

    /** A file or an input is not valid. */
    public static final int INVALID = 3;

    /** Nothing answers. */
    public static final int ABSENT = 4;

    private static final int FAULT = 70;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Runs a command line and returns its exit code. */
    public static int run(String... args) {
        CommandLine line = new CommandLine(new LoopkeeperCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            PrintWriter err = command.getErr();
            if (e instanceof LoopException known) {
                err.println(known.getMessage());
                return known.kind() == LoopException.Kind.POISON ? INVALID : ABSENT;
            }
            err.println("This is a fault of Loopkeeper; please report it:");
            e.printStackTrace(err);
            return FAULT;
        });
        return line.execute(args);
    }

    /** How a user starts this program. */
    static String program() {
        String path = System.getProperty("java.class.path");
        return path.endsWith(".jar") && !path.contains(java.io.File.pathSeparator) ? "java -jar " + path : "loopkeeper";
    }

    public static void main(String[] args) {
        System.exit(run(args));
    }
}
