package dev.loopkeeper.azure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.connectors.rest.RestStream;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectKeys;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings of services that know {@code startFrom}, which Azurite does not yet, in either order of names. */
class BlobListingTest {
    private static final List<String> ODD = List.of(
            "p/a", "p/a/b", "p/a.b", "p/a-b/c", "p/a b", "p/\uD83D\uDE80", "p/\uFFEE", "p/\uE000/x", "p/é", "p/z");

    private enum Order {
        UTF_8(ObjectKeys.BYTE_ORDER),
        UTF_16(Comparator.naturalOrder()),
        /** Of accounts with a hierarchical namespace: a folder's files right behind it. */
        BY_FOLDER(Comparator.comparing((String name) -> name.replace('/', '\u0001')));

        private final Comparator<String> names;

        Order(Comparator<String> names) {
            this.names = names;
        }
    }

    private final List<String> asked = new ArrayList<>();

    private BlobObjectStore store(List<String> names, Order order) {
        RestClient rest = new RestClient(call -> page(call, names, order), call -> call, "", pause -> {});
        return new BlobObjectStore(rest, "http://blobs.test", Containers.one("state"));
    }

    private RestStream page(RestCall call, List<String> names, Order order) {
        Map<String, String> query = new HashMap<>();
        for (String pair : call.uri().getRawQuery().split("&")) {
            query.put(
                    pair.substring(0, pair.indexOf('=')),
                    URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8));
        }
        asked.add(query.getOrDefault("startFrom", ""));
        String from = query.getOrDefault("marker", query.getOrDefault("startFrom", ""));
        List<String> left = names.stream()
                .filter(n -> n.startsWith(query.getOrDefault("prefix", "")) && order.names.compare(n, from) >= 0)
                .sorted(order.names)
                .toList();
        int size = Integer.parseInt(query.get("maxresults"));
        StringBuilder xml = new StringBuilder("\uFEFF<?xml version=\"1.0\"?><EnumerationResults><Blobs>");
        left.stream().limit(size).forEach(n -> xml.append(order == Order.BY_FOLDER ? file(n) : blob(n)));
        xml.append("</Blobs><NextMarker>").append(left.size() > size ? left.get(size) : "");
        xml.append("</NextMarker></EnumerationResults>");
        return new RestStream(
                200, Map.of(), new ByteArrayInputStream(xml.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String blob(String name) {
        return "<Blob><Name>" + name + "</Name><Properties><Etag>0x8D1</Etag><Content-Length>7</Content-Length>"
                + "</Properties></Blob>";
    }

    private static String file(String name) {
        return blob(name).replace("</Properties>", "<ResourceType>file</ResourceType></Properties>");
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void shouldPageInTheOrderOfUtf8WhateverTheServicesIs(Order order) {
        List<String> sorted = ODD.stream().sorted(ObjectKeys.BYTE_ORDER).toList();
        for (int limit = 1; limit <= ODD.size() + 1; limit++) {
            List<String> paged = new ArrayList<>();
            for (List<String> page = keys(order, "", limit); !page.isEmpty(); page = keys(order, last(paged), limit)) {
                paged.addAll(page);
            }
            assertThat(paged).as("pages of %s", limit).isEqualTo(sorted);
        }
    }

    private List<String> keys(Order order, String after, int limit) {
        return store(ODD, order).list("p/", after, limit).stream()
                .map(ObjectInfo::key)
                .toList();
    }

    private static String last(List<String> names) {
        return names.get(names.size() - 1);
    }

    @Test
    void shouldReadTheTailOfAJournalInOneCallFromItsEndOn() {
        List<String> journal = new ArrayList<>();
        for (int seq = 1; seq <= 3_000; seq++) {
            journal.add(String.format("journal/m/%012d.json", seq));
        }
        List<ObjectInfo> tail = store(journal, Order.UTF_8).list("journal/m/", journal.get(2_990), 100);
        assertThat(tail).hasSize(9).first().isEqualTo(new ObjectInfo(journal.get(2_991), "0x8D1", 7));
        assertThat(asked).containsExactly(journal.get(2_990));
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void shouldLeaveNothingOutOfOrdinaryNamesWithFolders(Order order) {
        List<String> names = List.of("p/a-b.csv", "p/a/1.csv", "p/a/2.csv", "p/a.csv", "p/b.csv");
        List<ObjectInfo> rest = store(names, order).list("p/", "p/a-b.csv", 2);
        assertThat(rest).extracting(ObjectInfo::key).containsExactly("p/a.csv", "p/a/1.csv");
    }

    @Test
    void shouldStartAtNoNameOutsideThePrefix() {
        assertThat(store(ODD, Order.UTF_8).list("p/", "a", 1)).hasSize(1);
        assertThat(store(ODD, Order.UTF_8).list("p/", "q", 1)).isEmpty();
        assertThat(asked).containsOnly("");
    }

    @Test
    void shouldReadNamesThatXmlCannotHoldAndLeaveFoldersOut() {
        String folder = blob("p/dir").replace("</Properties>", "<ResourceType>directory</ResourceType></Properties>");
        String odd = blob("a &lt;&amp;amp;&#x41;&#66;&gt; b");
        String encoded = blob("n%EF%BF%BE+%20").replace("<Name>", "<Name Encoded=\"true\">");
        String xml = "<EnumerationResults><Blobs>" + folder + blob("p/dir2/") + odd + encoded
                + "</Blobs><NextMarker /></EnumerationResults>";
        ListedPage page = ListedPage.parse(xml.getBytes(StandardCharsets.UTF_8), "listing");
        assertThat(page.blobs()).extracting(ObjectInfo::key).containsExactly("a <&amp;AB> b", "n\uFFFE+ ");
        assertThat(page.marker()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>sign in</html>",
                "<EnumerationResults><Blobs><Blob><Name>a</Name></Blob></Blobs></EnumerationResults>",
                "<EnumerationResults><Blobs><Blob><Name>a</Name></EnumerationResults>",
                "<EnumerationResults><Blobs></Blobs>",
                "<!DOCTYPE x><EnumerationResults></EnumerationResults>",
                "<EnumerationResults><![CDATA[<Blob>]]></EnumerationResults>"
            })
    void shouldNotTakeSomethingElseForAListing(String xml) {
        assertThatThrownBy(() -> ListedPage.parse(xml.getBytes(StandardCharsets.UTF_8), "listing"))
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.TRANSIENT));
    }
}
