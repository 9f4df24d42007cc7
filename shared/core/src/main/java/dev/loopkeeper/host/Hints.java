package dev.loopkeeper.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.steps.Sweep;
import java.util.stream.Stream;

/**
 * Follows what a queue or a timer carries: a hint to look at one model, {@link StepMessage}, or a timer's
 * {@code {"step": ...}} that is about all of them.
 */
public record Hints(Steps steps, Models models, Sweep sweep, ConfigFiles files) {
    /**
     * Does what a message asks of a function.
     *
     * @throws LoopException of kind {@code POISON} when it is none, or meant for another function
     */
    public void follow(StepName function, byte[] body) {
        JsonNode json = HostJson.tree(body, "message");
        if (json.size() == 1 && json.path("step").asText("").equals(function.text())) {
            forAll(function);
        } else {
            StepMessage message = StepMessage.parse(body);
            if (message.step() != function) {
                throw LoopException.poison(
                        "message asks for " + message.step().text() + ", this is " + function.text());
            }
            steps.run(message);
        }
    }

    /** Does a function's step for every model. */
    public void forAll(StepName function) {
        if (function == StepName.SWEEP) {
            sweep.sweep();
            files.lookForNew();
        } else {
            run(function, models.configs().stream().map(LoopConfig::model));
        }
    }

    /**
     * Compares after a training job has ended. A job's id begins with its model; where two models fit, a look at the
     * other one changes nothing.
     */
    public void ended(String job) {
        run(
                StepName.COMPARE_METRICS,
                models.configs().stream().map(LoopConfig::model).filter(model -> job.startsWith(model + "-")));
    }

    private void run(StepName step, Stream<String> models) {
        InTurn.each(step.text(), models, model -> steps.run(step, model));
    }
}
