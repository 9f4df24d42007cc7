package dev.loopkeeper.bench.retrain;

import dev.loopkeeper.bench.out.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code retrain}: what retrain policies cost on a stream, against the best that could have been done. */
@Command(
        name = "retrain",
        mixinStandardHelpOptions = true,
        description = {
            "Retrain policies on real streams: losses plus retrains, over the best in hindsight.",
            "The airlines and bike streams are known by their columns and need no options besides --stream."
        })
public final class RetrainCommand implements Callable<Integer> {
    @Mixin
    private StreamOptions streams;

    @Option(
            names = "--delay",
            split = ",",
            defaultValue = "0",
            paramLabel = "D",
            description = "Batches after which labels are known; several as 0,4. Default ${DEFAULT-VALUE}.")
    private List<Integer> delays;

    @Option(
            names = "--alpha",
            split = ",",
            defaultValue = "0.02,0.05,0.1,0.25,0.5",
            paramLabel = "A",
            description =
                    "Price of a retrain over the cost of a batch of nothing but errors. Default ${DEFAULT-VALUE}.")
    private List<Double> alphas;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (delays.stream().anyMatch(d -> d < 0) || alphas.stream().anyMatch(a -> !(a > 0))) {
            throw new ParameterException(spec.commandLine(), "--delay must not be below 0 and --alpha must be above 0");
        }
        if (streams.count() == 0) {
            throw new ParameterException(
                    spec.commandLine(), "--stream is missing: name the file of at least one stream");
        }
        long start = System.nanoTime();
        List<Scored> scores = new ArrayList<>();
        for (int i = 0; i < streams.count(); i++) {
            History history = streams.history(i);
            for (int delay : delays) {
                scores.addAll(Field.play(streams.name(i), history, delay, alphas));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        output.write(
                spec.commandLine().getOut(),
                new RetrainSheet(scores, alphas, seconds).sheet(),
                Map.of("policies", scores, "seconds", seconds));
        return 0;
    }
}
