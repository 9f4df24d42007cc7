package dev.loopkeeper.testkit.sim;

/** One execution of a function on a host. */
final class Handler {
    private final String name;
    private final Host host;
    private final Message message;
    private Lockstep.Stop stop;
    private int thaw;
    private int calls;
    private boolean killed;

    Handler(String name, Host host, Message message) {
        this.name = name;
        this.host = host;
        this.message = message;
    }

    String name() {
        return name;
    }

    Host host() {
        return host;
    }

    Message message() {
        return message;
    }

    int called() {
        return ++calls;
    }

    int calls() {
        return calls;
    }

    void kill() {
        killed = true;
    }

    boolean killed() {
        return killed;
    }

    void standsAt(Lockstep.Stop where, int tick) {
        stop = where;
        thaw = tick;
    }

    /** Whether it may go on at this tick. */
    boolean ready(int tick) {
        return stop != null && tick >= thaw;
    }

    Lockstep.Stop leave() {
        Lockstep.Stop where = stop;
        stop = null;
        return where;
    }
}
