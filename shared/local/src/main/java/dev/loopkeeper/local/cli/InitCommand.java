package dev.loopkeeper.local.cli;

import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.AtomicFile;
import dev.loopkeeper.local.run.Examples;
import dev.loopkeeper.store.Layout;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a home for a new model from a data file. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at a data file, writes a commented loop.yaml for it and copies the file in as the first batch.",
            "Nothing is overwritten. Then: loopkeeper run --home DIR"
        })
final class InitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<model>", description = "Name of the model: lower-case letters, digits and hyphens.")
    private String model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "F",
            description = "A CSV or JSON Lines file (also .gz) with a header and the label.")
    private Path data;

    @Option(names = "--label", required = true, paramLabel = "C", description = "The column to predict.")
    private String label;

    @Option(
            names = "--time",
            paramLabel = "C",
            description = "The column that orders the rows. Default: found in the file, if there is one.")
    private String time;

    @Mixin
    private HomeOption home;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        named();
        Path config = home.path().resolve(Layout.config(model));
        if (Files.exists(config)) {
            spec.commandLine()
                    .getErr()
                    .println(config + " exists already: edit it, or choose another model name or --home");
            return LoopkeeperCommand.REFUSED;
        }
        DataSurvey survey = DataSurvey.of(data, label, time);
        byte[] text = survey.template(model).commented().getBytes(StandardCharsets.UTF_8);
        LoopConfigReader.read(text, Layout.config(model)).orPoison();
        Path batch = home.path()
                .resolve("data")
                .resolve(model)
                .resolve(data.getFileName().toString());
        try {
            Files.createDirectories(config.getParent());
            Files.createDirectories(batch.getParent());
            Path half = batch.resolveSibling("." + batch.getFileName() + ".tmp");
            Files.copy(data, half, StandardCopyOption.REPLACE_EXISTING);
            Files.move(half, batch, StandardCopyOption.ATOMIC_MOVE);
            Files.writeString(new Examples(home.path()).file(model), survey.example() + "\n");
            // Last: a loop that runs already takes the model up when it sees this file.
            AtomicFile.replace(config, text);
        } catch (IOException e) {
            throw LoopException.poison("cannot write into " + home.path() + ": " + e.getMessage(), e);
        }
        survey.tell(out);
        out.println();
        out.println("Wrote " + config + " and " + batch);
        out.println("Next: " + LoopkeeperCommand.program() + " run --home " + home.path());
        return 0;
    }

    private void named() {
        LoopConfigReader.Result result = LoopConfigReader.read(
                ("model: " + model.replaceAll("[^A-Za-z0-9_.-]", "?") + "\ndata: {label: x}\n")
                        .getBytes(StandardCharsets.UTF_8),
                "model name");
        if (result instanceof LoopConfigReader.Result.Invalid) {
            throw LoopException.poison(
                    "the model's name must be 2 to 63 lower-case letters, digits and hyphens and start with a letter, such as sales-2");
        }
    }
}
