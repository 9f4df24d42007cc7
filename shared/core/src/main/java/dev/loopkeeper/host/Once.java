package dev.loopkeeper.host;

import java.util.function.Supplier;

/** Makes a thing at its first use and keeps it; a failure is not kept. Safe for use by several threads. */
final class Once<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private T made;

    Once(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (made == null) {
            made = maker.get();
        }
        return made;
    }
}
