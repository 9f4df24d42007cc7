package dev.loopkeeper.testkit.whole;

import dev.loopkeeper.loop.StepName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Delivers at least once and no better, by seed: in any order, some letters twice at the same time, some a minute or
 * two late, some to a function that dies meanwhile. What was not acknowledged comes again a minute later.
 */
public final class Postman {
    private static final double DOUBLED = 0.25;
    private static final double LATE = 0.15;
    private static final double KILLED = 0.012;
    private static final int SOON = 25;

    private record Later(Letter letter, int minute) {}

    private final Functions functions;
    private final Random chance;
    private final List<Later> later = new ArrayList<>();
    private int minute;
    private int doubled;
    private int late;
    private int again;

    public Postman(Functions functions, long seed) {
        this.functions = functions;
        this.chance = new Random(seed);
    }

    /** Delivers all that is due in this minute, and what that brings about. */
    public void round() {
        minute++;
        List<Letter> bag = new ArrayList<>();
        later.stream().filter(l -> l.minute() <= minute).forEach(l -> bag.add(l.letter()));
        later.removeIf(l -> l.minute() <= minute);
        bag.addAll(sorted(functions.collect()));
        while (!bag.isEmpty()) {
            Collections.shuffle(bag, chance);
            bag.forEach(this::deliver);
            bag.clear();
            bag.addAll(sorted(functions.collect()));
        }
    }

    /** Holds some letters back; a timer is never late by more than its own period. */
    private List<Letter> sorted(List<Letter> letters) {
        List<Letter> now = new ArrayList<>();
        for (Letter letter : letters) {
            if (letter.to() != StepName.SWEEP && chance.nextDouble() < LATE) {
                later.add(new Later(letter, minute + 1 + chance.nextInt(2)));
                late++;
            } else {
                now.add(letter);
            }
        }
        return now;
    }

    private void deliver(Letter letter) {
        functions.meanwhile();
        int copies = chance.nextDouble() < DOUBLED ? 2 : 1;
        boolean dies = chance.nextDouble() < KILLED;
        int after = chance.nextInt(SOON);
        functions.ready(letter.to());
        List<CompletableFuture<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            tries.add(CompletableFuture.supplyAsync(() -> functions.deliver(letter)));
        }
        if (dies) {
            Executor soon = CompletableFuture.delayedExecutor(after, TimeUnit.MILLISECONDS);
            CompletableFuture.runAsync(() -> functions.kill(letter.to()), soon).join();
        }
        doubled += copies - 1;
        // Every copy is waited for: none may arrive while the clock is moved.
        if (tries.stream().map(CompletableFuture::join).toList().contains(false)) {
            later.add(new Later(letter, minute + 1));
            again++;
        }
    }

    @Override
    public String toString() {
        return doubled + " letters doubled, " + late + " late, " + again + " delivered again";
    }
}
