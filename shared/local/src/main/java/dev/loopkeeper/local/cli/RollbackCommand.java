package dev.loopkeeper.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.config.ModelName;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.run.RunningLoop;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Rolls a model back by hand. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = {
            "Rolls a model back to its last healthy version, or to the one named with --to.",
            "It needs no metric, no budget and no approval, works while the loop is paused, and may be repeated."
        })
final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home;

    @Parameters(paramLabel = "<model>", description = "The model.")
    private String model;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "R",
            description = "Why; it is kept in the journal and told to the team.")
    private String reason;

    @Option(names = "--to", paramLabel = "V", description = "The version to go back to, such as v3.")
    private String to;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who says so. Default: ${DEFAULT-VALUE}")
    private String by;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!ModelName.allowed(model)) {
            throw LoopException.poison(
                    "'" + model + "' can be no model's name, which has 2 to 63 lower-case letters, digits"
                            + " and hyphens; 'loopkeeper status' lists the models");
        }
        RunningLoop.Address address = home.address()
                .orElseThrow(() -> LoopException.transientFailure(
                        "no loop runs in " + home.path() + ": start it with 'loopkeeper run --home " + home.path()
                                + "'",
                        null));
        Map<String, String> body = new LinkedHashMap<>();
        body.put("reason", reason);
        body.put("by", by);
        if (to != null) {
            body.put("to", to);
        }
        HttpResponse<byte[]> answer = home.send(address, "POST", "/models/" + model + ":rollback", Json.write(body));
        JsonNode json = Json.tree(answer.body(), "answer of the loop");
        if (answer.statusCode() != 200) {
            spec.commandLine()
                    .getErr()
                    .println(json.path("error").path("message").asText("the loop answered " + answer.statusCode()));
            return answer.statusCode() == 409 ? LoopkeeperCommand.REFUSED : LoopkeeperCommand.INVALID;
        }
        spec.commandLine().getOut().println(json.path("message").asText());
        return 0;
    }
}
