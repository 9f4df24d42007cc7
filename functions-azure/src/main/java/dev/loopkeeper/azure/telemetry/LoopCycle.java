package dev.loopkeeper.azure.telemetry;

import dev.loopkeeper.edge.Digest;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.TrainingPhase;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One time around the loop: from the plan of a run to the end of the rollout of the version it made. Every function
 * finds the same one out of the state, with nothing handed from one to the next.
 *
 * @param number of the run that is planned, under way or rolled out; 0 for a version that was adopted
 * @param run its id, empty while it is only planned
 * @param version that is on trial, else the champion
 */
record LoopCycle(int number, Optional<String> run, Optional<String> version) {
    private static final Set<StepName> ABOUT_TRAFFIC = Set.of(
            StepName.ADJUST_TRAFFIC,
            StepName.NOTIFY_TEAM,
            StepName.SCORE_OUTCOMES,
            StepName.RECEIVE_ALERT,
            StepName.ROLL_BACK);
    private static final Pattern RUN = Pattern.compile("run-(\\d{1,9})-.*");

    /** Where a step belongs, by the state that it left. */
    static LoopCycle of(StepName step, LoopState state) {
        Optional<ServingVersion> trial = state.serving().rollout().trial();
        Optional<ServingVersion> shown = trial.or(() -> state.serving().champion());
        Optional<String> training = state.training().phase().current().map(TrainingPhase.Attempt::runId);
        Optional<String> run = ABOUT_TRAFFIC.contains(step)
                ? shown.map(ServingVersion::runId)
                : training.or(() ->
                        step == StepName.UPDATE_REGISTRY ? state.training().lastSucceeded() : Optional.empty());
        int number =
                run.map(LoopCycle::numbered).orElseGet(() -> state.training().runs() + 1);
        return new LoopCycle(number, run.filter(id -> !id.isEmpty()), shown.map(ServingVersion::version));
    }

    private static int numbered(String run) {
        Matcher matcher = RUN.matcher(run);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** The id that every function gives to this cycle of a model: 16 bytes, as W3C Trace Context has it. */
    String trace(String model) {
        return Digest.hex("loop/" + model + "/" + number).substring(0, 32);
    }
}
