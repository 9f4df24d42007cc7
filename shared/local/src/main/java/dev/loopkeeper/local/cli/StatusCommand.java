package dev.loopkeeper.local.cli;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.run.HomeStatus;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how every loop of a home stands. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says how every model of a home stands, from its journal; no loop has to run.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home;

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!Files.isDirectory(home.path())) {
            throw LoopException.poison("there is no home folder " + home.path()
                    + ": make one with 'loopkeeper init', or name it with --home");
        }
        HomeStatus status = HomeStatus.of(home.path());
        if (json) {
            spec.commandLine().getOut().println(status.json());
            return 0;
        }
        status.lines().forEach(spec.commandLine().getOut()::println);
        home.address()
                .ifPresentOrElse(
                        a -> spec.commandLine().getOut().println("status page: " + a.url() + "/status"),
                        () -> spec.commandLine()
                                .getOut()
                                .println("no loop runs in this home now; start it with 'loopkeeper run --home "
                                        + home.path() + "'"));
        return 0;
    }
}
