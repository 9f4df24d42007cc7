package dev.loopkeeper.connectors.store;

import java.nio.charset.StandardCharsets;

/** Names as addresses spell them: every byte but the unreserved ones of RFC 3986 is escaped, slashes too. */
public final class Escaped {
    private static final String HEX = "0123456789ABCDEF";

    private Escaped() {}

    public static String of(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || "-._~".indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return out.toString();
    }
}
