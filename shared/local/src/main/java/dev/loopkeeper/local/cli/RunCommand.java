package dev.loopkeeper.local.cli;

import dev.loopkeeper.local.run.RunningLoop;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs every model of a home until it is stopped. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the loop of every model in a home folder until it is stopped (Ctrl-C).",
            "Watches data/<model>/ and outcomes/<model>/, trains, compares, releases, rolls back, and serves predictions."
        })
final class RunCommand implements Callable<Integer> {
    private static final int START_SECONDS = 10;

    @Mixin
    private HomeOption home;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "" + RunningLoop.PORT,
            description = "Port of status, control and predictions; 0 takes any free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "H",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on. On any but loopback every request needs the token. Default: ${DEFAULT-VALUE}")
    private String host;

    @Option(
            names = "--endpoint-port",
            paramLabel = "P",
            description =
                    "Port of the endpoint's own process, which goes on serving if this one is killed. Default: the former one, or any.")
    private Integer endpointPort;

    @Option(
            names = "--allow-host",
            paramLabel = "H",
            description = "A host that notifications may reach although it is private or not https. May be repeated.")
    private List<String> allowedHosts = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        CompletableFuture<RunningLoop> started = new CompletableFuture<>();
        // Before the start: whoever stops us in the middle of it must not leave an endpoint behind.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> started.thenAccept(RunningLoop::close)
                                .completeOnTimeout(null, START_SECONDS, TimeUnit.SECONDS)
                                .handle((done, failed) -> done)
                                .join(),
                        "stop"));
        try {
            RunningLoop running = start();
            running.greet(System.out);
            started.complete(running);
        } catch (RuntimeException e) {
            started.completeExceptionally(e);
            throw e;
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private RunningLoop start() {
        return RunningLoop.start(
                home.path(),
                new RunningLoop.Options(
                        host,
                        port,
                        endpointPort == null ? OptionalInt.empty() : OptionalInt.of(endpointPort),
                        new HashSet<>(allowedHosts)));
    }
}
