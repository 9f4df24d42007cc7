package dev.loopkeeper.testkit.infra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the Terraform language as far as it has a shape: blocks, attributes and literals.
 *
 * <p>Expressions are kept as text. Text that it cannot read fails with its position; it never skips any. Grammar: the
 * HCL native syntax specification.
 */
public final class HclReader {
    private final String text;
    private int at;

    private HclReader(String text) {
        this.text = text;
    }

    public static HclBody read(String text) {
        HclReader reader = new HclReader(text);
        HclBody body = reader.body();
        reader.expect(reader.at == text.length(), "the end of the file");
        return body;
    }

    private HclBody body() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        List<HclBlock> blocks = new ArrayList<>();
        for (skipSpace(); at < text.length() && text.charAt(at) != '}'; skipSpace()) {
            String name = word();
            skipBlanks();
            if (text.charAt(at) == '=') {
                at++;
                attributes.put(name, new HclValueReader(expression()).value());
            } else {
                blocks.add(block(name));
            }
        }
        return new HclBody(attributes, blocks);
    }

    private HclBlock block(String type) {
        List<String> labels = new ArrayList<>();
        while (text.charAt(at) != '{') {
            if (text.charAt(at) == '"') {
                int from = at;
                at = HclText.endOfString(text, at);
                labels.add(text.substring(from + 1, at - 1));
            } else {
                labels.add(word());
            }
            skipBlanks();
        }
        at++;
        HclBody body = body();
        expect(at < text.length() && text.charAt(at) == '}', "'}'");
        at++;
        return new HclBlock(type, labels, body);
    }

    /** What follows the equals sign, to the end of the line on which every bracket is closed. */
    private String expression() {
        int from = at;
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at = HclText.endOfString(text, at);
            } else if (text.startsWith("<<", at)) {
                at = HclText.endOfHeredoc(text, at);
                break;
            } else if (HclText.startsComment(text, at)) {
                at = HclText.endOfLine(text, at);
            } else if (c == '\n' && depth == 0 || c == '}' && depth == 0) {
                break;
            } else {
                depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
                at++;
            }
        }
        return text.substring(from, at);
    }

    private String word() {
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        expect(at > from, "a name");
        return text.substring(from, at);
    }

    private void skipBlanks() {
        while (text.charAt(at) == ' ') {
            at++;
        }
    }

    private void skipSpace() {
        at = HclText.skipSpace(text, at);
    }

    private void expect(boolean holds, String what) {
        if (!holds) {
            int end = Math.min(text.length(), at + 30);
            throw new IllegalArgumentException("expected " + what + " at: " + text.substring(at, end));
        }
    }
}
