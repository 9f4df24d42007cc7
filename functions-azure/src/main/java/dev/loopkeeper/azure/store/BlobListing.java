package dev.loopkeeper.azure.store;

import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads listings page by page and in the order of UTF-8 bytes, from a name on ({@code startFrom}, that name included).
 *
 * <p>The service promises an alphabetical order and does not say which; the emulator's is that of UTF-16. The two
 * differ only where a character above U+FFFF meets one from U+E000 on. So a listing ends early only while no name so
 * far holds a character above U+FFFF, and starts at a name only when that holds none from U+E000 on: right in both
 * orders, and with ordinary names nothing is read twice. A service that does not know {@code startFrom} lists from the
 * beginning, which is slower and comes out the same.
 */
record BlobListing(RestClient rest, BlobNames names, Containers containers) {
    private static final int LARGEST_PAGE = 5_000;

    List<ObjectInfo> list(String prefix, String after, int limit) {
        List<ObjectInfo> found = new ArrayList<>();
        for (String container : containers.under(prefix)) {
            found.addAll(ofContainer(container, prefix, after, limit));
        }
        return sorted(found, limit);
    }

    private List<ObjectInfo> ofContainer(String container, String prefix, String after, int limit) {
        List<ObjectInfo> found = new ArrayList<>();
        boolean plain = true;
        String marker = "";
        do {
            int wanted = (int) Math.min(LARGEST_PAGE, Math.max(1L, (long) limit - found.size()) + 1);
            ListedPage page = page(container, prefix, after, wanted, marker);
            for (ObjectInfo blob : page.blobs()) {
                plain &= blob.key().chars().noneMatch(c -> Character.isSurrogate((char) c));
                if (containers.of(blob.key()).equals(container)
                        && ObjectKeys.BYTE_ORDER.compare(blob.key(), after) > 0) {
                    found.add(blob);
                }
            }
            marker = page.marker();
        } while (!marker.isEmpty() && (found.size() < limit || !plain));
        return sorted(found, limit);
    }

    private static List<ObjectInfo> sorted(List<ObjectInfo> found, int limit) {
        return found.stream()
                .sorted(Comparator.comparing(ObjectInfo::key, ObjectKeys.BYTE_ORDER))
                .limit(limit)
                .toList();
    }

    private ListedPage page(String container, String prefix, String after, int wanted, String marker) {
        boolean start =
                !after.isEmpty() && after.startsWith(prefix) && after.chars().allMatch(c -> c < 0xD800);
        String uri = names.container(container) + "?restype=container&comp=list&maxresults=" + wanted
                + (prefix.isEmpty() ? "" : "&prefix=" + BlobNames.escaped(prefix))
                + (start ? "&startFrom=" + BlobNames.escaped(after) : "")
                + (marker.isEmpty() ? "" : "&marker=" + BlobNames.escaped(marker));
        String what = "listing of '" + prefix + "' in container " + container;
        RestAnswer answer = rest.call(RestCall.get(uri), what);
        if (answer.status() != 200) {
            throw LoopException.transientFailure(what + " failed: " + new BlobAnswers(what).refusal(answer), null);
        }
        return ListedPage.parse(answer.body(), what);
    }
}
