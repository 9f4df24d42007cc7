package dev.loopkeeper.loop;

import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.VersionWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps the windows of a rollout sorted, free of doubles and bounded.
 *
 * <p>Windows in which nobody asked either version are kept only at the end, where they tell the judge to hold. When a
 * ledger grows past its bound, older neighbours of the same weight are added up: a longer stratum is as valid as two
 * short ones, since both versions saw the same time.
 */
final class Ledger {
    private static final int KEPT = 360;
    private static final int TAIL = 3;

    private Ledger() {}

    static List<CanaryWindow> canary(List<CanaryWindow> ledger, List<CanaryWindow> more) {
        List<CanaryWindow> all = new ArrayList<>(ledger);
        for (CanaryWindow window : more) {
            if (all.stream().noneMatch(known -> known.start().equals(window.start()))) {
                all.add(window);
            }
        }
        all.sort(Comparator.comparing(CanaryWindow::start));
        List<CanaryWindow> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            boolean tail = i >= all.size() - TAIL;
            CanaryWindow window = all.get(i);
            if (tail
                    || window.missing()
                    || window.challenger().requests() + window.baseline().requests() > 0) {
                kept.add(window);
            }
        }
        return kept.size() > KEPT ? halved(kept) : List.copyOf(kept);
    }

    static List<VersionWindow> bake(List<VersionWindow> windows) {
        List<VersionWindow> kept = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            boolean tail = i >= windows.size() - TAIL;
            if (tail || windows.get(i).missing() || windows.get(i).requests() > 0) {
                kept.add(windows.get(i));
            }
        }
        if (kept.size() <= KEPT) {
            return List.copyOf(kept);
        }
        List<VersionWindow> half = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            boolean pair = i + 1 < kept.size() - TAIL;
            half.add(pair ? sum(kept.get(i), kept.get(++i)) : kept.get(i));
        }
        return List.copyOf(half);
    }

    private static List<CanaryWindow> halved(List<CanaryWindow> ledger) {
        List<CanaryWindow> half = new ArrayList<>();
        for (int i = 0; i < ledger.size(); i++) {
            CanaryWindow a = ledger.get(i);
            boolean pair = i + 1 < ledger.size() - TAIL && ledger.get(i + 1).weight() == a.weight();
            if (pair) {
                CanaryWindow b = ledger.get(++i);
                half.add(new CanaryWindow(
                        a.start(), a.weight(), sum(a.challenger(), b.challenger()), sum(a.baseline(), b.baseline())));
            } else {
                half.add(a);
            }
        }
        return List.copyOf(half);
    }

    private static VersionWindow sum(VersionWindow a, VersionWindow b) {
        return a.missing() || b.missing()
                ? VersionWindow.missing(a.start())
                : new VersionWindow(
                        a.start(),
                        a.requests() + b.requests(),
                        a.errors() + b.errors(),
                        a.slow() + b.slow(),
                        false,
                        a.value().flatMap(mine -> b.value().map(mine::plus)),
                        a.further() + b.further() + 1);
    }
}
