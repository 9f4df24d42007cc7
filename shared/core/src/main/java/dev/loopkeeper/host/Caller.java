package dev.loopkeeper.host;

/** Who sends a request that changes something, as the host has found out. Nothing is parsed for a refused one. */
public sealed interface Caller {
    /** Somebody whose identity was verified: the e-mail or application id that the journal records. */
    record Verified(String name) implements Caller {}

    /** Somebody who holds the shared token: who it is stands in the request's own {@code by}. */
    record TokenHolder() implements Caller {}

    /** Nobody who may: the answer to give, 401 without and 403 with an identity. */
    record Refused(HttpAnswer answer) implements Caller {}

    /** Refuses somebody who did not say who they are. */
    static Caller stranger(String howTo) {
        return new Refused(HttpAnswer.error(401, "unauthorized", howTo));
    }

    /** Refuses somebody who is known and not allowed. */
    static Caller forbidden(String why) {
        return new Refused(HttpAnswer.error(403, "forbidden", why));
    }
}
