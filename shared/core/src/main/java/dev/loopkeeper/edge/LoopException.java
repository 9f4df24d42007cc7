package dev.loopkeeper.edge;

/**
 * What went wrong outside, told apart by {@link Kind} because the host reacts differently to each.
 *
 * <p>A refusal is not an exception: see {@link dev.loopkeeper.loop.Decided.Refused}.
 */
public final class LoopException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How the caller must react. */
    public enum Kind {
        /** A conditional write lost its race: reload and decide again. */
        CONFLICT,
        /** It may heal: the host redelivers. */
        TRANSIENT,
        /** It never heals: record a dead letter and acknowledge. */
        POISON,
        /** A write whose answer was lost: read back before anything else. */
        UNKNOWN_OUTCOME
    }

    private final Kind kind;

    private LoopException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** A conditional write to {@code what} met a newer one. */
    public static LoopException conflict(String message) {
        return new LoopException(Kind.CONFLICT, message, null);
    }

    /** A failure that a later attempt may not meet. */
    public static LoopException transientFailure(String message, Throwable cause) {
        return new LoopException(Kind.TRANSIENT, message, cause);
    }

    /** An input that no attempt will ever accept. */
    public static LoopException poison(String message) {
        return new LoopException(Kind.POISON, message, null);
    }

    /** An input that no attempt will ever accept, with what the parser said. */
    public static LoopException poison(String message, Throwable cause) {
        return new LoopException(Kind.POISON, message, cause);
    }

    /** A write that may or may not have happened. */
    public static LoopException unknownOutcome(String message, Throwable cause) {
        return new LoopException(Kind.UNKNOWN_OUTCOME, message, cause);
    }

    public Kind kind() {
        return kind;
    }
}
