package dev.loopkeeper.local.endpoint;

/** A request that is answered with an error: status, a code for programs and a sentence for people. */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /** @param code for programs, such as {@code bad-request} */
    public HttpProblem(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
