package dev.loopkeeper.local.demo;

import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The whole loop on real flights, in one run: real data, training, endpoint and processes; only the clock is
 * accelerated.
 *
 * <p>What a viewer is to see is checked against the journal at the end. All processes are stopped then, whatever
 * happened.
 */
public final class Demo {
    private static final int BURST = 200;
    private final Options options;
    private final Story story;
    private final PrintStream out;

    /**
     * How to show it.
     *
     * @param weeks of 2013, the first eight of them as history
     * @param port of status and control; 0: any free one
     * @param keep leave the loop running afterwards
     */
    public record Options(Path home, int weeks, int port, boolean keep) {
        public Options {
            if (weeks < Programme.LEAST_WEEKS || weeks > Programme.MOST_WEEKS) {
                throw LoopException.poison(
                        "--weeks is " + weeks + "; expected " + Programme.LEAST_WEEKS + " to " + Programme.MOST_WEEKS);
            }
        }
    }

    public Demo(Options options, PrintStream out, boolean terminal) {
        this.options = options;
        this.out = out;
        this.story = new Story(out, terminal);
    }

    /** Plays it; {@code true} when everything happened that was to be shown. */
    public boolean play() {
        List<Week> weeks = Flights.load();
        DemoHome home = DemoHome.fresh(options.home());
        home.configureFirst();
        Pace pace = Pace.from(home.root(), Week.start(Programme.HISTORY + 1));
        LoopProcess loop = new LoopProcess(home.root(), options.port(), story);
        Thread stop = new Thread(loop::stop, "stop-demo");
        Runtime.getRuntime().addShutdownHook(stop);
        boolean shown = false;
        World world = new World(home, pace, loop, story);
        try {
            shown = played(world, weeks);
            return shown;
        } finally {
            world.close();
            end(loop, stop, shown);
        }
    }

    private boolean played(World world, List<Week> weeks) {
        Programme programme = new Programme(options.weeks());
        Stage stage = new Stage(world);
        Optional<String> stopped = Optional.empty();
        open(world);
        try {
            stage.begin(weeks.subList(0, Programme.HISTORY), BURST);
            for (Week week : weeks.subList(Programme.HISTORY, options.weeks())) {
                story.progress(week.number(), options.weeks(), "week " + week.number() + " of " + options.weeks());
                Optional<Act> act = programme.in(week.number());
                act.ifPresentOrElse(a -> programme.played(a, stage.play(a, week)), () -> stage.week(week));
            }
        } catch (LoopException e) {
            stopped = Optional.of(e.getMessage());
        }
        story.endProgress();
        return new Finale(world, stage, programme, out).tell(stopped);
    }

    private void open(World world) {
        story.plain(
                "Loopkeeper demo: will a flight arrive more than 15 minutes late? Real flights of 2013, on an accelerated clock.");
        world.open();
        story.plain("Status page while it runs: " + world.loop().address().url() + "/status");
        story.scene("Eight weeks of history arrive as a burst of " + BURST + " uploads.");
    }

    private void end(LoopProcess loop, Thread stop, boolean shown) {
        if (options.keep() && shown) {
            // The loop is to survive this process.
            Runtime.getRuntime().removeShutdownHook(stop);
            story.plain("The loop goes on: " + loop.address().url() + "/status. Stop it with: kill " + loop.pid());
            return;
        }
        loop.stop();
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            // The machine is shutting us down already.
            return;
        }
    }

    /** Writes a page so that it can be opened without a server. */
    static Path savePage(Path file, byte[] page) {
        try {
            return Files.write(file, page);
        } catch (IOException e) {
            throw LoopException.transientFailure("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
