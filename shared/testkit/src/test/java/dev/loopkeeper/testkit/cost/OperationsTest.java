package dev.loopkeeper.testkit.cost;

import org.junit.jupiter.api.Test;

class OperationsTest {
    @Test
    void show() {
        LoopDays days = LoopDays.run();
        days.warm()
                .forEach((k, v) -> System.out.printf(
                        "%-45s warm %s  cold %s%n", k, v, days.cold().get(k)));
    }
}
