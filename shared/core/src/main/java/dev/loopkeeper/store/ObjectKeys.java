package dev.loopkeeper.store;

import dev.loopkeeper.edge.LoopException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Comparator;

/** The rule for object names: opaque text that can never be read as a path out of the store. */
public final class ObjectKeys {
    /** The order of a listing: that of the UTF-8 bytes, which for text above U+FFFF is not that of {@link String}. */
    public static final Comparator<String> BYTE_ORDER = ObjectKeys::compareBytes;

    private static final int LIMIT = 1_024;

    private ObjectKeys() {}

    /**
     * Returns the key when it is allowed: 1 to 1,024 bytes, NFC, no control, format or surrogate characters, no
     * backslash, no leading slash, and no empty, {@code .} or {@code ..} segment.
     *
     * @throws LoopException of kind {@code POISON} that says which rule is broken
     */
    public static String check(String key) {
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > LIMIT) {
            throw LoopException.poison("object name is " + bytes + " bytes, allowed are 1 to " + LIMIT);
        }
        if (!Normalizer.isNormalized(key, Normalizer.Form.NFC)) {
            throw broken(key, "must be in Unicode NFC");
        }
        if (key.codePoints().anyMatch(ObjectKeys::forbidden)) {
            throw broken(key, "must not hold backslashes or control, format or surrogate characters");
        }
        for (String segment : key.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw broken(key, "must not have an empty, '.' or '..' segment or a leading or trailing slash");
            }
        }
        return key;
    }

    private static int compareBytes(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                return Integer.compare(byteRank(a.charAt(i)), byteRank(b.charAt(i)));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Surrogates stand for code points above every other char, so they move behind U+FFFF. */
    private static int byteRank(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }

    private static boolean forbidden(int c) {
        int type = Character.getType(c);
        return c == '\\'
                || type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static LoopException broken(String key, String rule) {
        StringBuilder shown = new StringBuilder();
        key.codePoints().limit(120).forEach(c -> shown.appendCodePoint(forbidden(c) ? '?' : c));
        return LoopException.poison("object name '" + shown + "' " + rule);
    }
}
