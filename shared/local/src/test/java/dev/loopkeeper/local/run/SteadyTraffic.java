package dev.loopkeeper.local.run;

import dev.loopkeeper.local.endpoint.EndpointAddress;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that asks the endpoint's own port without a pause, and remembers every request that was not answered with
 * 200.
 */
final class SteadyTraffic implements AutoCloseable {
    private static final long PAUSE_MILLIS = 20;

    private final Path home;
    private final String model;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final AtomicInteger served = new AtomicInteger();
    private final List<String> unserved = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean stop;

    SteadyTraffic(Path home, String model) {
        this.home = home;
        this.model = model;
        this.thread = new Thread(this::ask, "traffic");
        thread.setDaemon(true);
        thread.start();
    }

    /** Requests with an answer. */
    int served() {
        return served.get();
    }

    /** Requests after the first answer that went without one. */
    List<String> unserved() {
        return unserved;
    }

    private void ask() {
        try {
            for (int i = 0; !stop; i++) {
                EndpointAddress.read(home).ifPresent(this::once);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void once(EndpointAddress address) {
        int n = served.get();
        String body = "{\"instances\":[{\"distance\":" + n % 1_000 + ",\"carrier\":\"A\"}]}";
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(address.uri().resolve("/endpoints/" + model + ":predict"))
                            .timeout(Duration.ofSeconds(10))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            said(answer.statusCode() == 200, answer.statusCode() + " " + answer.body());
        } catch (IOException e) {
            said(false, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void said(boolean good, String text) {
        if (good) {
            served.incrementAndGet();
        } else if (served.get() > 0 && !stop) {
            unserved.add("after " + served.get() + " answers: " + text);
        }
    }

    @Override
    public void close() {
        stop = true;
        thread.interrupt();
    }
}
