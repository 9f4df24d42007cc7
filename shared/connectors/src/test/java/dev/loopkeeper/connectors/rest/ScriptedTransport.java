package dev.loopkeeper.connectors.rest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** Answers calls from a script and notes them; a call past its end fails. */
final class ScriptedTransport implements Transport {
    private interface Act {
        RestStream play() throws IOException;
    }

    private final Queue<Act> script = new ArrayDeque<>();
    private final List<Optional<String>> bearers = new ArrayList<>();

    ScriptedTransport answer(int status, String body) {
        return answer(status, Map.of(), body);
    }

    ScriptedTransport answer(int status, Map<String, String> headers, String body) {
        script.add(
                () -> new RestStream(status, headers, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
        return this;
    }

    ScriptedTransport fail(IOException e) {
        script.add(() -> {
            throw e;
        });
        return this;
    }

    /** An answer whose body breaks off at once. */
    ScriptedTransport breakOff() {
        script.add(() -> new RestStream(200, Map.of(), new WholeBody(InputStream.nullInputStream(), 10)));
        return this;
    }

    /** Calls so far, by the token they carried. */
    List<Optional<String>> bearers() {
        return bearers;
    }

    @Override
    public RestStream open(RestCall call) throws IOException {
        bearers.add(Optional.ofNullable(call.headers().get("Authorization")));
        Act act = script.poll();
        if (act == null) {
            throw new AssertionError("call " + bearers.size() + " is not in the script: " + call.uri());
        }
        return act.play();
    }
}
