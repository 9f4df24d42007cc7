package dev.loopkeeper.host;

/** Answers the requests of one HTTP function. */
public interface HttpDesk {
    HttpAnswer answer(HttpCall call);
}
