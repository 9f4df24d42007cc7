package dev.loopkeeper.bench.judge;

import dev.loopkeeper.bench.out.Output;
import dev.loopkeeper.config.LoopConfig.JudgeProfile;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code judge}: how often canary judges roll back healthy and bad challengers, when, and at what harm. */
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description = "Canary judges in simulated rollouts: rollbacks, minutes, harmed requests, time to promote.")
public final class JudgeCommand implements Callable<Integer> {
    @Option(names = "--profile", description = "Only this profile of Loopkeeper's judge: ${COMPLETION-CANDIDATES}.")
    private JudgeProfile profile;

    @Option(names = "--reps", defaultValue = "2000", description = "Rollouts a cell, default ${DEFAULT-VALUE}.")
    private int reps;

    @Option(names = "--seed", defaultValue = "1", description = "Of all chance, default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--scenario", split = ",", description = "Only these scenarios, such as N1 or R4.")
    private List<String> ids = List.of();

    @Option(names = "--judge", split = ",", description = "Only these judges, such as loopkeeper or flagger.")
    private List<String> judges = List.of();

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (reps < 1) {
            throw new ParameterException(spec.commandLine(), "--reps is " + reps + ", must be at least 1");
        }
        List<Contender> contenders = Contender.all(Optional.ofNullable(profile)).stream()
                .filter(c -> judges.isEmpty() || judges.contains(c.name()))
                .toList();
        if (contenders.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--judge " + String.join(",", judges) + " names no judge");
        }
        JudgeBench bench = new JudgeBench(chosen(), contenders, reps, seed);
        JudgeSheet figures = new JudgeSheet(bench.run());
        output.write(spec.commandLine().getOut(), figures.sheet(reps, seed), figures.rows());
        return 0;
    }

    private List<Scenario> chosen() {
        List<Scenario> all = Scenarios.all();
        List<String> known = all.stream().map(Scenario::id).toList();
        ids.stream()
                .filter(id -> known.stream().noneMatch(id::equalsIgnoreCase))
                .findFirst()
                .ifPresent(id -> {
                    throw new ParameterException(
                            spec.commandLine(),
                            "--scenario " + id + " is not known, name one of "
                                    + known.stream().collect(Collectors.joining(", ")));
                });
        return ids.isEmpty()
                ? all
                : all.stream()
                        .filter(s -> ids.stream().anyMatch(s.id()::equalsIgnoreCase))
                        .toList();
    }
}
