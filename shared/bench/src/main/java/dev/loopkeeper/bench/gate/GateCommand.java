package dev.loopkeeper.bench.gate;

import dev.loopkeeper.bench.out.Output;
import dev.loopkeeper.bench.retrain.StreamOptions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gate}: which challengers comparison gates let through, simulated and replayed. */
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        description = {
            "Comparison gates on simulated challengers, and on replayed ones of the streams that are given.",
            "The airlines and bike streams are known by their columns and need no options besides --stream.",
            "The replay has no chance in it: --seed changes the simulated challengers only."
        })
public final class GateCommand implements Callable<Integer> {
    @Option(
            names = "--reps",
            defaultValue = "10000",
            description = "Trials a cell, default ${DEFAULT-VALUE}; a tenth where a bootstrap is needed.")
    private int reps;

    @Option(names = "--seed", defaultValue = "1", description = "Of all chance, default ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private StreamOptions streams;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (reps < 1) {
            throw new ParameterException(spec.commandLine(), "--reps is " + reps + ", must be at least 1");
        }
        List<Replayed> replayed = IntStream.range(0, streams.count())
                .mapToObj(i -> Stream.of(streams.history(i)))
                .flatMap(s -> Replayed.all(s).stream())
                .toList();
        List<SimulatedTally> simulated = SimulatedTally.all().stream()
                .map(s -> SimulatedTally.of(s, reps, seed))
                .toList();
        GateSheet sheet = new GateSheet(simulated, replayed);
        output.write(spec.commandLine().getOut(), sheet.sheet(reps, seed), sheet.figures());
        return 0;
    }
}
