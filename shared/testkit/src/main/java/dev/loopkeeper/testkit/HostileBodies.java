package dev.loopkeeper.testkit;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Event data that nobody may take: each is known by name in a failure. */
public final class HostileBodies {
    private HostileBodies() {}

    /** Spoiled variants of a good event, and what is none; put more into the map. */
    public static Map<String, byte[]> all(String good) {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("empty object", utf8("{}"));
        bodies.put("null", utf8("null"));
        bodies.put("array", utf8("[" + good + "]"));
        bodies.put("depth 33", utf8("{\"a\":".repeat(33) + "1" + "}".repeat(33)));
        bodies.put("depth 100,000", utf8("[".repeat(100_000)));
        bodies.put("over 1 MiB", utf8("{\"a\":\"" + "x".repeat(1 << 20) + "\"}"));
        bodies.put("10,000 digits", utf8("{\"size\":" + "9".repeat(10_000) + "}"));
        bodies.put("1e999999", utf8("{\"size\":1e999999}"));
        bodies.put("NaN", utf8("{\"size\":NaN}"));
        bodies.put("duplicate keys", utf8("{\"bucket\":\"a\",\"message\":{},\"bucket\":\"b\",\"message\":{}}"));
        bodies.put("class name", utf8("{\"@class\":\"com.sun.rowset.JdbcRowSetImpl\"}"));
        bodies.put("trailing", utf8(good + " {}"));
        bodies.put("comment", utf8("/* x */" + good));
        bodies.put("UTF-16", good.getBytes(StandardCharsets.UTF_16));
        bodies.put("invalid UTF-8", new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'});
        bodies.put("no JSON", utf8("<xml/>"));
        return bodies;
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
