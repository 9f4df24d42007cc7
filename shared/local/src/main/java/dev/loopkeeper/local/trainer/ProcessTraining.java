package dev.loopkeeper.local.trainer;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * Training on this machine, each attempt in a JVM of its own that outlives this process.
 *
 * <p>All that is known of an attempt stands in {@code work/training/<model>/<runId>-<attempt>/} of the home (see
 * {@link AttemptFolder}), so a new process adopts what an old one started: running, finished or died. At most
 * {@code atOnce} attempts run, counted over all processes on the same home; the others are {@code Queued} and start in
 * order, at the next call of any method. A time-out is the caller's business: it cancels. Billed is the life of the
 * process on the given clock.
 */
public final class ProcessTraining implements TrainingService {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    private static final int STOP_SECONDS = 3;

    private final Path home;
    private final InstantSource clock;
    private final ToIntFunction<String> memoryMb;
    private final int atOnce;
    private final TrainingQueue queue;
    private final Map<Path, Process> started = new ConcurrentHashMap<>();

    /**
     * @param home root of the {@link dev.loopkeeper.local.store.FileObjectStore} that holds requests and batches
     * @param memoryMb heap of the trainer by model
     * @param atOnce attempts that may run at the same time
     */
    public ProcessTraining(Path home, InstantSource clock, ToIntFunction<String> memoryMb, int atOnce) {
        this.home = home.toAbsolutePath();
        this.clock = clock;
        this.memoryMb = memoryMb;
        this.atOnce = atOnce;
        queue = new TrainingQueue(this.home.resolve("work").resolve("training").resolve(".active"));
    }

    @Override
    public String submit(String model, String runId, int attempt, String requestKey) {
        AttemptFolder folder = folder(model, runId, attempt);
        folder.submit(requestKey);
        if (!over(status(folder, model))) {
            queue.add(model, runId + "-" + attempt);
        }
        startWaiting();
        return runId + "-" + attempt;
    }

    @Override
    public TrainingStatus status(String model, String runId, int attempt) {
        startWaiting();
        TrainingStatus status = status(folder(model, runId, attempt), model);
        if (status instanceof TrainingStatus.Queued) {
            // A crash between the submission and its marker must not leave it waiting for ever.
            queue.add(model, runId + "-" + attempt);
        }
        return status;
    }

    @Override
    public void cancel(String model, String runId, int attempt) {
        AttemptFolder folder = folder(model, runId, attempt);
        TrainingStatus now = status(folder, model);
        if (now instanceof TrainingStatus.Unknown || over(now)) {
            return;
        }
        folder.cancel(clock.instant());
        folder.ended(clock.instant());
        queue.remove(model, runId + "-" + attempt);
        Optional.ofNullable(started.get(folder.path()))
                .map(Process::toHandle)
                .or(folder::process)
                .ifPresent(TrainerProcess::kill);
        startWaiting();
    }

    /**
     * Stops every trainer that runs, for a stop of the whole home in good order: their attempts wait again and are
     * begun anew by the next process. Call it last.
     */
    public void stop() {
        for (String[] waiting : queue.inOrder()) {
            AttemptFolder folder = folder(waiting[0], waiting[1]);
            Optional<ProcessHandle> trainer = taken(folder);
            if (trainer.isPresent() && folder.exit().isEmpty()) {
                TrainerProcess.kill(trainer.get());
                trainer.get()
                        .onExit()
                        .orTimeout(STOP_SECONDS, TimeUnit.SECONDS)
                        .handle((p, late) -> p)
                        .join();
                folder.waitAgain();
            }
        }
    }

    /** From here on its end says nothing about the attempt. */
    private synchronized Optional<ProcessHandle> taken(AttemptFolder folder) {
        Process own = started.remove(folder.path());
        return own != null ? Optional.of(own.toHandle()).filter(ProcessHandle::isAlive) : folder.process();
    }

    private AttemptFolder folder(String model, String name) {
        return new AttemptFolder(
                home.resolve("work").resolve("training").resolve(model).resolve(name));
    }

    private AttemptFolder folder(String model, String runId, int attempt) {
        for (String name : new String[] {model, runId}) {
            if (!NAME.matcher(name).matches()) {
                throw LoopException.poison(
                        "'" + name + "' cannot name a training run; expected letters, digits, '.', '_' and '-'");
            }
        }
        return folder(model, runId + "-" + attempt);
    }

    private static boolean over(TrainingStatus status) {
        return status instanceof TrainingStatus.Succeeded
                || status instanceof TrainingStatus.Failed
                || status instanceof TrainingStatus.Cancelled;
    }

    private TrainingStatus status(AttemptFolder folder, String model) {
        if (folder.requestKey().isEmpty()) {
            return new TrainingStatus.Unknown();
        }
        if (folder.cancelled()) {
            return new TrainingStatus.Cancelled(folder.billed(clock.instant(), true));
        }
        Process own = started.get(folder.path());
        if (own != null && own.isAlive()) {
            return new TrainingStatus.Running();
        }
        if (own != null) {
            recordEnd(folder, model, own);
        }
        Optional<AttemptFolder.Exit> exit = folder.exit();
        if (exit.isPresent()) {
            return ended(folder, exit.get());
        }
        if (folder.process().isPresent()) {
            return new TrainingStatus.Running();
        }
        return folder.claimed() ? gone(folder) : new TrainingStatus.Queued();
    }

    private TrainingStatus ended(AttemptFolder folder, AttemptFolder.Exit exit) {
        return exit.code() == 0
                ? new TrainingStatus.Succeeded(folder.billed(clock.instant(), true))
                : new TrainingStatus.Failed(exit.reason(), folder.billed(clock.instant(), true));
    }

    /** Its process is no more; a last look, because it may have written its exit since the first. */
    private TrainingStatus gone(AttemptFolder folder) {
        return folder.exit()
                .map(exit -> ended(folder, exit))
                .orElseGet(() -> new TrainingStatus.Failed(
                        "the trainer was killed while nobody watched it, by the system or for want of memory; see log "
                                + folder.log(),
                        folder.billed(clock.instant(), true)));
    }

    private void startWaiting() {
        queue.alone(() -> {
            int running = 0;
            for (String[] waiting : queue.inOrder()) {
                AttemptFolder folder = folder(waiting[0], waiting[1]);
                TrainingStatus status = status(folder, waiting[0]);
                if (over(status)) {
                    queue.remove(waiting[0], waiting[1]);
                    folder.removeScratch();
                } else if (status instanceof TrainingStatus.Running) {
                    running++;
                } else if (running < atOnce) {
                    start(folder, waiting[0]);
                    running++;
                }
            }
        });
    }

    private void start(AttemptFolder folder, String model) {
        folder.launched(clock.instant());
        try {
            Process process =
                    TrainerProcess.start(home, folder, folder.requestKey().orElseThrow(), memoryMb.applyAsInt(model));
            started.put(folder.path(), process);
            process.onExit().thenAccept(p -> recordEnd(folder, model, p));
        } catch (IOException e) {
            folder.exit(-1, "the trainer could not be started: " + e.getMessage());
        }
    }

    /** A process that found the attempt taken or cancelled says nothing about it. */
    private synchronized void recordEnd(AttemptFolder folder, String model, Process process) {
        int code = process.exitValue();
        if (started.get(folder.path()) == process && code != TrainerMain.NOT_OURS) {
            folder.ended(clock.instant());
            if (folder.exit().isEmpty()) {
                folder.exit(code, TrainerProcess.meaning(code, folder, memoryMb.applyAsInt(model)));
            }
            folder.removeScratch();
        }
        // Last, so that nobody finds neither the process nor its exit.
        started.remove(folder.path(), process);
    }
}
