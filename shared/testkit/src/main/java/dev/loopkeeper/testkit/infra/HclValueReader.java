package dev.loopkeeper.testkit.infra;

import dev.loopkeeper.testkit.infra.HclBody.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the right side of an attribute into a literal if it is one, else into an {@link Expression}. */
final class HclValueReader {
    private final String text;
    private int at;

    HclValueReader(String text) {
        this.text = text.strip();
    }

    Object value() {
        Object value = literal();
        at = HclText.skipSpace(text, at);
        return at == text.length() ? value : expression(text);
    }

    private Object literal() {
        at = HclText.skipSpace(text, at);
        char c = text.charAt(at);
        if (c == '"') {
            int from = at;
            at = HclText.endOfString(text, at);
            return text.substring(from + 1, at - 1).replace("\\\"", "\"");
        }
        boolean computed = text.startsWith("for ", HclText.skipSpace(text, at + 1));
        if (c == '[' && !computed) {
            return list();
        }
        return c == '{' && !computed ? map() : scalar();
    }

    private List<Object> list() {
        List<Object> items = new ArrayList<>();
        for (next(); text.charAt(at) != ']'; comma()) {
            items.add(literal());
        }
        at++;
        return items;
    }

    private Map<String, Object> map() {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (next(); text.charAt(at) != '}'; comma()) {
            int equals = text.indexOf('=', at);
            String key = text.substring(at, equals).strip().replace("\"", "");
            at = equals + 1;
            entries.put(key, literal());
        }
        at++;
        return entries;
    }

    /** A number, a boolean, or an expression up to what ends it here. */
    private Object scalar() {
        int from = at;
        int depth = 0;
        while (at < text.length() && !(depth == 0 && ",]}\n".indexOf(text.charAt(at)) >= 0)) {
            char c = text.charAt(at);
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            at = c == '"' ? HclText.endOfString(text, at) : at + 1;
        }
        String word = text.substring(from, at).strip();
        if (word.matches("true|false")) {
            return Boolean.valueOf(word);
        }
        if (word.matches("-?[0-9]+")) {
            return Long.valueOf(word);
        }
        return word.matches("-?[0-9]+\\.[0-9]+") ? Double.valueOf(word) : expression(word);
    }

    private void next() {
        at = HclText.skipSpace(text, at + 1);
    }

    private void comma() {
        at = HclText.skipSpace(text, at);
        if (text.charAt(at) == ',') {
            next();
        }
    }

    private static Expression expression(String text) {
        return new Expression(text.replaceAll("\\s+", " ").strip());
    }
}
