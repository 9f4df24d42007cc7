package dev.loopkeeper.gcp.function;

import static dev.loopkeeper.testkit.HostileBodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Envelopes that are not as Eventarc makes them, in the real framework: an event that it can read becomes one dead
 * letter or is the upload that it tells of, whatever its clothes; what is no event is never acknowledged.
 */
class HostileEnvelopesIT {
    private static final String JSON = "application/json";
    private static final String EVENT = "application/cloudevents+json";

    private final DeployedSite site = new DeployedSite();
    private final Map<String, Envelope> envelopes = new LinkedHashMap<>();

    /** One request, by its content type, body and headers. */
    private record Envelope(String type, byte[] body, List<String> headers) {
        int sent(RunningFunction function) {
            List<String> all = new ArrayList<>(headers);
            all.addAll(List.of("Content-Type", type));
            return function.post("/", body, all.toArray(String[]::new)).statusCode();
        }
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void shouldKeepToOneAnswerForEveryEnvelope() {
        site.put("data/sales/1.csv", "x,late\n1,0\n2,1\n3,0\n");
        String good = site.stored("data/sales/1.csv");
        try (RunningFunction function = RunningFunction.start(IngestDataFunction.class, site.env())) {
            readButWorthless(good);
            int letters = 0;
            for (Map.Entry<String, Envelope> each : envelopes.entrySet()) {
                everSent(function, each, 200);
                assertThat(site.keys("dead-letters/ingest-data/"))
                        .as(each.getKey())
                        .hasSize(++letters);
            }
            noEvent(good);
            envelopes.entrySet().forEach(each -> everSent(function, each, 500));
            assertThat(site.keys("")).as("nothing but letters").hasSize(letters + 2);

            oddButTrue(good);
            envelopes.entrySet().forEach(each -> everSent(function, each, 200));
            assertThat(site.keys("batches/"))
                    .as("one upload, however it was told")
                    .hasSize(1);
            assertThat(site.keys("dead-letters/")).hasSize(letters);
        }
    }

    private static void everSent(RunningFunction function, Map.Entry<String, Envelope> each, int status) {
        for (int i = 0; i < 2; i++) {
            assertThat(each.getValue().sent(function)).as(each.getKey()).isEqualTo(status);
        }
    }

    private void readButWorthless(String good) {
        envelopes.put("gzip", binary(JSON, gzip(good), "Content-Encoding", "gzip"));
        envelopes.put("UTF-16", binary(JSON + "; charset=utf-16", good.getBytes(StandardCharsets.UTF_16)));
        envelopes.put("Latin 1", binary(JSON, "{\"name\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1)));
        envelopes.put("empty", binary(JSON, new byte[0]));
        envelopes.put("data is an array", structured(EVENT, good, "[1]"));
        envelopes.put("data is text", structured(EVENT, good, "\"x\""));
        envelopes.put("legacy delete", legacy("google.storage.object.delete", good));
        envelopes.put("legacy, foreign bucket", legacy("google.storage.object.finalize", "{\"bucket\":\"elsewhere\"}"));
        envelopes.put("XML", binary("application/xml", utf8("<object/>")));
    }

    private void noEvent(String good) {
        envelopes.clear();
        envelopes.put("specversion 2.0", binary(JSON, utf8(good), "ce-specversion", "2.0"));
        envelopes.put("no id", binary(JSON, utf8(good), "ce-id", ""));
        envelopes.put("time in words", binary(JSON, utf8(good), "ce-time", "yesterday"));
        envelopes.put("structured as JSON", structured(JSON, good, good));
        envelopes.put("structured as XML", structured("application/xml", good, good));
        envelopes.put("batch", structured("application/cloudevents-batch+json", good, good));
        envelopes.put(
                "structured in gzip", new Envelope(EVENT, gzip(event(good)), List.of("Content-Encoding", "gzip")));
        envelopes.put("bare push", new Envelope(JSON, utf8(DeployedSite.message("{}")), List.of()));
        envelopes.put("neither", new Envelope(JSON, utf8("{}"), List.of()));
    }

    private void oddButTrue(String good) {
        envelopes.clear();
        envelopes.put("legacy", legacy("google.storage.object.finalize", good));
        envelopes.put("byte order mark", binary(JSON, utf8("\ufeff" + good)));
        envelopes.put("called text", binary("text/plain", utf8(good)));
        envelopes.put("specversion 0.3", binary(JSON, utf8(good), "ce-specversion", "0.3"));
        envelopes.put(
                "structured in UTF-16",
                new Envelope(EVENT + "; charset=utf-16", event(good).getBytes(StandardCharsets.UTF_16), List.of()));
    }

    private static Envelope structured(String type, String good, String data) {
        return new Envelope(type, utf8(event(good).replace(good, data)), List.of());
    }

    private static String event(String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"//test\",\"type\":\"" + StorageEvents.TYPE
                + "\",\"data\":" + data + "}";
    }

    /** As functions were called before there were CloudEvents. */
    private static Envelope legacy(String type, String data) {
        String body = "{\"context\":{\"eventId\":\"1\",\"timestamp\":\"2026-06-01T12:00:00Z\",\"eventType\":\"" + type
                + "\",\"resource\":{\"service\":\"storage.googleapis.com\",\"name\":\"projects/_/buckets/b/objects/x\","
                + "\"type\":\"storage#object\"}},\"data\":" + data + "}";
        return new Envelope(JSON, utf8(body), List.of());
    }

    private static Envelope binary(String type, byte[] body, String... changed) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of(
                "ce-id",
                "1",
                "ce-specversion",
                "1.0",
                "ce-source",
                "//test",
                "ce-type",
                StorageEvents.TYPE,
                "ce-time",
                "2026-06-01T12:00:00Z"));
        for (int i = 0; i < changed.length; i += 2) {
            headers.put(changed[i], changed[i + 1]);
        }
        List<String> flat = new ArrayList<>();
        headers.forEach((name, value) -> flat.addAll(List.of(name, value)));
        return new Envelope(type, body, flat);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(utf8(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
