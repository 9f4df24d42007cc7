package dev.loopkeeper.bench.gate;

import dev.loopkeeper.bench.out.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gate}: which challengers comparison gates let through, simulated and replayed. */
@Command(name = "gate", mixinStandardHelpOptions = true, description = "Comparison gates on simulated and replayed challengers.")
public final class GateCommand implements Callable<Integer> {
  @Mixin private Output output;

  @Override
  public Integer call() {
    return 0;
  }
}
