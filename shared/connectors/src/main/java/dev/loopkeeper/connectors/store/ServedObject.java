package dev.loopkeeper.connectors.store;

import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestStream;
import dev.loopkeeper.edge.LoopException;

/** One object as a cloud serves it: how it is asked for, and what the answers mean. */
public interface ServedObject {
    /** The thing in messages, such as {@code object 'a' of bucket b}. */
    String what();

    /** Asks for the bytes of whatever version stands. */
    RestCall any();

    /** Asks for the bytes of this version and no other. */
    RestCall exactly(String version);

    RestStream stream(RestCall call);

    /**
     * The version whose bytes follow.
     *
     * @param head an answer without its body
     * @throws LoopException of kind {@code TRANSIENT} when the answer names none, as that of something in between
     */
    String version(RestAnswer head);

    /** Whether the object is not there; a place that does not exist must not look like that. */
    boolean absent(RestAnswer answer);

    /** What is said after {@link #what} when no bytes follow, such as {@code could not be opened: 400}. */
    String refusal(RestAnswer answer);
}
