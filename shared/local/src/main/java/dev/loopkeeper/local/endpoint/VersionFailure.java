package dev.loopkeeper.local.endpoint;

/** A request that one version did not answer; it counts as an error of that version. */
final class VersionFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** How it failed, with the status the caller gets when no other version can help. */
    enum Kind {
        /** The version calls the rows wrong; whose fault that is shows when another version is asked. */
        REFUSED(400, "instances-refused"),
        FAILED(500, "version-failed"),
        DOWN(503, "version-down"),
        BUSY(503, "version-busy"),
        TIMED_OUT(504, "version-timed-out");

        final int status;
        final String code;

        Kind(int status, String code) {
            this.status = status;
            this.code = code;
        }
    }

    private final Kind kind;

    VersionFailure(Kind kind, String message) {
        // Without a stack: a failing version makes thousands of these a second.
        super(message, null, false, false);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
