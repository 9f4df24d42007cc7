package dev.loopkeeper.azure.store;

import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.connectors.store.Escaped;
import dev.loopkeeper.connectors.store.Places;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads listings page by page, from a name on ({@code startFrom}, that name included), in the order of UTF-8 bytes.
 *
 * <p>The service has other orders: that of UTF-16, where a character above U+FFFF comes before one from U+E000 on, and
 * in accounts with a hierarchical namespace one in which a slash comes before everything. Ordinary names of ordinary
 * accounts are in the same order in all of them, and are read no further than asked. As soon as a page shows a name or
 * an account that is not ordinary, everything below the prefix is read and sorted. A service that does not know
 * {@code startFrom} lists from the beginning, which is slower and comes out the same.
 */
record BlobListing(RestClient rest, BlobNames names, Places containers) {
    private static final int LARGEST_PAGE = 5_000;

    List<ObjectInfo> list(String prefix, String after, int limit) {
        List<ObjectInfo> found = new ArrayList<>();
        for (String container : containers.under(prefix)) {
            boolean ordinary = after.chars().allMatch(c -> c < Character.MIN_SURROGATE);
            Optional<List<ObjectInfo>> read =
                    ordinary ? readToLimit(container, prefix, after, limit) : Optional.empty();
            found.addAll(read.orElseGet(() -> readAll(container, prefix, after, limit)));
        }
        return sorted(found, limit);
    }

    /** Nothing when a page shows that the service's order may not be ours. */
    private Optional<List<ObjectInfo>> readToLimit(String container, String prefix, String after, int limit) {
        List<ObjectInfo> found = new ArrayList<>();
        String start = after.startsWith(prefix) ? after : "";
        String marker = "";
        do {
            int wanted = (int) Math.min(LARGEST_PAGE, (long) limit - found.size() + 1);
            ListedPage page = page(container, prefix, start, wanted, marker);
            if (page.unordered()) {
                return Optional.empty();
            }
            found.addAll(wanted(page, container, after));
            marker = page.marker();
        } while (!marker.isEmpty() && found.size() < limit);
        return Optional.of(found);
    }

    private List<ObjectInfo> readAll(String container, String prefix, String after, int limit) {
        List<ObjectInfo> found = new ArrayList<>();
        String marker = "";
        do {
            ListedPage page = page(container, prefix, "", LARGEST_PAGE, marker);
            found.addAll(wanted(page, container, after));
            found = new ArrayList<>(sorted(found, limit));
            marker = page.marker();
        } while (!marker.isEmpty());
        return found;
    }

    private List<ObjectInfo> wanted(ListedPage page, String container, String after) {
        return page.blobs().stream()
                .filter(blob -> containers.of(blob.key()).equals(container))
                .filter(blob -> ObjectKeys.BYTE_ORDER.compare(blob.key(), after) > 0)
                .toList();
    }

    private static List<ObjectInfo> sorted(List<ObjectInfo> found, int limit) {
        return found.stream()
                .sorted(Comparator.comparing(ObjectInfo::key, ObjectKeys.BYTE_ORDER))
                .limit(limit)
                .toList();
    }

    private ListedPage page(String container, String prefix, String start, int wanted, String marker) {
        String uri = names.container(container) + "?restype=container&comp=list&maxresults=" + wanted
                + (prefix.isEmpty() ? "" : "&prefix=" + Escaped.of(prefix))
                + (start.isEmpty() ? "" : "&startFrom=" + Escaped.of(start))
                + (marker.isEmpty() ? "" : "&marker=" + Escaped.of(marker));
        String what = "listing of '" + prefix + "' in container " + container;
        RestAnswer answer = rest.call(RestCall.get(uri), what);
        if (answer.status() != 200) {
            throw LoopException.transientFailure(what + " failed: " + new BlobAnswers(what).refusal(answer), null);
        }
        return ListedPage.parse(answer.body(), what);
    }
}
