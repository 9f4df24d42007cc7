package dev.loopkeeper.gcp.function;

import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;

/** Answers the requests of one HTTP function. */
public interface HttpDesk {
    HttpAnswer answer(HttpCall call);
}
