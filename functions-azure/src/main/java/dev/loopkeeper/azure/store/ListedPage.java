package dev.loopkeeper.azure.store;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One page of a listing. Its XML is read by a scan for the few elements that matter: the service writes no comments,
 * sections or prefixes, and the platform's parser would cost a cold start 128 classes and some 40 ms.
 *
 * @param marker of the next page, empty on the last one
 * @param unordered whether the page is of an account with a hierarchical namespace, which alone tells files from
 *     folders, or has a name above U+FFFF: the service's order is not that of UTF-8 there
 */
record ListedPage(List<ObjectInfo> blobs, String marker, boolean unordered) {
    private static final String END = "</EnumerationResults>";
    private static final Pattern ENTITY = Pattern.compile("&(#x?[0-9A-Fa-f]{1,7}|[a-z]{2,4});");

    /** @throws LoopException of kind {@code TRANSIENT} when it is no such page, or not all of one */
    static ListedPage parse(byte[] body, String what) {
        String xml = new String(body, StandardCharsets.UTF_8);
        if (!xml.contains("<EnumerationResults") || !xml.stripTrailing().endsWith(END) || xml.contains("<!")) {
            throw foreign(what);
        }
        List<ObjectInfo> blobs = new ArrayList<>();
        int from = 0;
        for (int start = xml.indexOf("<Blob>"); start >= 0; start = xml.indexOf("<Blob>", from)) {
            int end = xml.indexOf("</Blob>", start);
            if (end < 0) {
                throw foreign(what);
            }
            blob(xml.substring(start, end), what).ifPresent(blobs::add);
            from = end;
        }
        String marker = element(xml.substring(from), "NextMarker").orElse("");
        return new ListedPage(
                List.copyOf(blobs),
                marker,
                xml.contains("<ResourceType>") || blobs.stream().anyMatch(ListedPage::high));
    }

    private static boolean high(ObjectInfo blob) {
        return blob.key().chars().anyMatch(c -> Character.isSurrogate((char) c));
    }

    /** The blob, or nothing for a folder, which accounts with a hierarchical namespace list as well. */
    private static Optional<ObjectInfo> blob(String xml, String what) {
        String name = element(xml, "Name").orElseThrow(() -> foreign(what));
        if (xml.contains("<Name Encoded=\"true\">")) {
            name = URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
        String version = BlobNames.version(element(xml, "Etag")).orElseThrow(() -> foreign(what));
        long size = element(xml, "Content-Length")
                .filter(n -> n.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElseThrow(() -> foreign(what));
        boolean folder = name.endsWith("/") || xml.contains("<ResourceType>directory<");
        return folder ? Optional.empty() : Optional.of(new ObjectInfo(name, version, size));
    }

    private static Optional<String> element(String xml, String name) {
        int open = xml.indexOf("<" + name);
        int text = xml.indexOf('>', open) + 1;
        int end = xml.indexOf("</" + name + ">", text);
        return open < 0 || end < 0 ? Optional.empty() : Optional.of(unescaped(xml.substring(text, end)));
    }

    private static String unescaped(String text) {
        return text.indexOf('&') < 0
                ? text
                : ENTITY.matcher(text).replaceAll(found -> Matcher.quoteReplacement(character(found.group(1))));
    }

    private static String character(String entity) {
        if (entity.startsWith("#")) {
            boolean hex = entity.startsWith("#x");
            return Character.toString(Integer.parseInt(entity.substring(hex ? 2 : 1), hex ? 16 : 10));
        }
        return switch (entity) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "apos" -> "'";
            default -> "&" + entity + ";";
        };
    }

    private static LoopException foreign(String what) {
        return LoopException.transientFailure(
                what + " came as something else than a list of blobs: is something between us and Blob Storage?", null);
    }
}
