package dev.loopkeeper.bench.judge;

import dev.loopkeeper.bench.out.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code judge}: how often canary judges roll back healthy and bad challengers, when, and at what harm. */
@Command(name = "judge", mixinStandardHelpOptions = true, description = "Canary judges in simulated rollouts.")
public final class JudgeCommand implements Callable<Integer> {
  @Mixin private Output output;

  @Override
  public Integer call() {
    return 0;
  }
}
