package dev.loopkeeper.gcp.vertex.fake;

/** A refusal as Google's APIs word it. */
final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String word;

    ApiError(int status, String word, String message) {
        super(message);
        this.status = status;
        this.word = word;
    }

    static ApiError invalid(String message) {
        return new ApiError(400, "INVALID_ARGUMENT", message);
    }

    static ApiError precondition(String message) {
        return new ApiError(400, "FAILED_PRECONDITION", message);
    }

    static ApiError notFound(String name) {
        return new ApiError(404, "NOT_FOUND", name + " is not found.");
    }

    static ApiError exists(String name) {
        return new ApiError(409, "ALREADY_EXISTS", name + " already exists.");
    }

    int status() {
        return status;
    }

    String word() {
        return word;
    }

    /** The number of the word in {@code google.rpc.Code}. */
    int code() {
        return switch (word) {
            case "CANCELLED" -> 1;
            case "INVALID_ARGUMENT" -> 3;
            case "DEADLINE_EXCEEDED" -> 4;
            case "NOT_FOUND" -> 5;
            case "ALREADY_EXISTS" -> 6;
            case "RESOURCE_EXHAUSTED" -> 8;
            case "FAILED_PRECONDITION" -> 9;
            case "ABORTED" -> 10;
            case "UNAVAILABLE" -> 14;
            default -> 13;
        };
    }
}
