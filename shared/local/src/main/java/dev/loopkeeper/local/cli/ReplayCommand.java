package dev.loopkeeper.local.cli;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.data.ColumnProfile;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.replay.Economics;
import dev.loopkeeper.replay.Feature;
import dev.loopkeeper.replay.FeatureList;
import dev.loopkeeper.replay.HistoryFile;
import dev.loopkeeper.replay.LabelCode;
import dev.loopkeeper.replay.MoneyReplay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what the loop's retrain policy would have cost on a history, against schedules, in money. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "What would the retrain policy have cost and saved on your own history?",
            "Trains a simple model for every day or week of the file and compares the loop with never, weekly and monthly."
        })
final class ReplayCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "F",
            description = "A CSV or JSON Lines file (also .gz) with the label.")
    private Path data;

    @Option(names = "--label", paramLabel = "C", description = "The column to predict. Default: data.label of --loop.")
    private String label;

    @Option(
            names = "--time",
            paramLabel = "C",
            description = "The column that orders the rows. Default: data.time of --loop, or found in the file.")
    private String time;

    @Option(
            names = "--loop",
            paramLabel = "loop.yaml",
            description = "Prices and rules. Default: those 'loopkeeper init' would write.")
    private Path loop;

    @Option(
            names = "--exclude",
            split = ",",
            paramLabel = "C",
            description = "Columns the model must not see, such as what is known only afterwards.")
    private Set<String> exclude = Set.of();

    @Option(names = "--html", paramLabel = "F", description = "Write a page with the costs over time.")
    private Path html;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!Files.isReadable(data)) {
            throw LoopException.poison("--data " + data + ": there is no such file, or it may not be read");
        }
        Optional<LoopConfig> given = Optional.ofNullable(loop)
                .map(file -> LoopConfigReader.read(bytes(file), file.toString()).orPoison());
        String target = Optional.ofNullable(label)
                .or(() -> given.map(c -> c.data().label()))
                .orElseThrow(() ->
                        LoopException.poison("name the column to predict with --label, or a loop.yaml with --loop"));
        DataSurvey survey = DataSurvey.of(
                data,
                target,
                Optional.ofNullable(time)
                        .or(() -> given.flatMap(c -> c.data().time()))
                        .orElse(null));
        LoopConfig config = given.orElseGet(() -> LoopConfigReader.read(
                        survey.template("replay").commented().getBytes(StandardCharsets.UTF_8), "loop.yaml")
                .orPoison());
        HistoryFile source = new HistoryFile(data.getFileName().toString(), () -> Files.newInputStream(data));
        List<Feature> features = features(survey, config);
        HistoryFile.Loaded history = source.load(survey.profile(), features, code(survey, config), survey.time());
        MoneyReplay replay = MoneyReplay.of(history, survey.time().isPresent(), Economics.of(config));
        ReplayReport report = new ReplayReport(
                replay, Economics.of(config), data.getFileName().toString(), features.size(), history);
        report.tell(spec.commandLine().getOut());
        Optional.ofNullable(html).ifPresent(file -> save(file, report.html()));
        return 0;
    }

    private List<Feature> features(DataSurvey survey, LoopConfig config) {
        Set<String> except = new LinkedHashSet<>(exclude);
        except.addAll(survey.exclude());
        except.addAll(config.data().exclude());
        config.data().id().ifPresent(except::add);
        except.add(survey.label());
        List<Feature> features = FeatureList.all(survey.profile(), except);
        if (features.isEmpty()) {
            throw LoopException.poison(data.getFileName() + " has no column to predict '" + survey.label() + "' from");
        }
        return features;
    }

    private static LabelCode code(DataSurvey survey, LoopConfig config) {
        LoopConfig.Task task = config.data().task() == LoopConfig.Task.AUTO
                ? survey.task()
                : config.data().task();
        if (task != LoopConfig.Task.REGRESSION) {
            return LabelCode.classes(survey.label(), survey.profile());
        }
        ColumnProfile column = survey.profile().columns().get(survey.label());
        double sd = column.numbers()
                .map(n -> n.sd())
                .orElseThrow(() -> LoopException.poison("label '" + survey.label()
                        + "' holds no numbers, so it is no regression; set data.task: classification"));
        return LabelCode.number(survey.label(), false, sd > 0 ? sd : 1);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw LoopException.poison(
                    "cannot read " + file + (Files.exists(file) ? ": " + e : ": there is no such file"), e);
        }
    }

    private static void save(Path file, String page) {
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw LoopException.poison(
                    "cannot write " + file + ": " + e.getMessage() + "; name a file in a folder that exists", e);
        }
    }
}
