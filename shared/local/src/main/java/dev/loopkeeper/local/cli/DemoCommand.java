package dev.loopkeeper.local.cli;

import dev.loopkeeper.local.demo.Demo;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the whole loop on a year of real flights. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the whole loop on real flights of 2013, on this machine and with no account: three to five minutes.",
            "Data, training, endpoint and processes are real; only the clock is accelerated. At the end it checks in the journal that all",
            "happened that it shows, and stops every process. Exit code 1 names what did not happen."
        })
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "loopkeeper-demo",
            description =
                    "A folder for the demo; an earlier demo's is replaced, any other left alone. Default: ${DEFAULT-VALUE}")
    private Path home;

    @Option(
            names = "--weeks",
            paramLabel = "N",
            defaultValue = "40",
            description = "Weeks of 2013 to play, 20 to 52; the first eight are history. Default: ${DEFAULT-VALUE}")
    private int weeks;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "0",
            description = "Port of the status page while it runs; 0 takes any free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--keep", description = "Leave the loop running at the end, to look around in it.")
    private boolean keep;

    @Override
    public Integer call() {
        Demo demo = new Demo(new Demo.Options(home, weeks, port, keep), System.out, System.console() != null);
        return demo.play() ? 0 : LoopkeeperCommand.REFUSED;
    }
}
