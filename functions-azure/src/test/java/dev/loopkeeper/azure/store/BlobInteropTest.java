package dev.loopkeeper.azure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.models.ListBlobsOptions;
import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.store.ObjectInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Microsoft's own client sees what the adapter does, and the other way round. */
class BlobInteropTest {
    private final String container = Azurite.shared().newContainer();
    private final BlobObjectStore ours =
            new BlobObjectStore(Azurite.rest(), Azurite.shared().blobs(), Containers.one(container));
    private final BlobContainerClient official = Azurite.shared().official(container);

    @ParameterizedTest
    @ValueSource(strings = {"journal/m/000000000001.json", "data/数据/批次 1.csv", "a=1/%00+b&c?.csv"})
    void shouldReadTheSameBytesAndETagBothWays(String key) throws IOException {
        ours.put(key, bytes("ours"));
        BlobClient theirs = client(key);
        assertThat(theirs.downloadContent().toBytes()).isEqualTo(bytes("ours"));
        assertThat(ours.stat(key))
                .contains(new ObjectInfo(key, unquoted(theirs.getProperties().getETag()), 4));
        theirs.upload(BinaryData.fromString("theirs"), true);
        assertThat(ours.get(key)).contains(bytes("theirs"));
        assertThat(ours.stat(key))
                .contains(new ObjectInfo(key, unquoted(theirs.getProperties().getETag()), 6));
        try (InputStream in = ours.open(key)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes("theirs"));
        }
    }

    @Test
    void shouldReadWhatTheirClientWroteInBlocks() throws IOException {
        byte[] row = "2026-11-22,CI,12\n".getBytes(StandardCharsets.UTF_8);
        List<String> ids = List.of("a", "b", "c").stream()
                .map(id -> Base64.getEncoder().encodeToString(bytes(id)))
                .toList();
        for (String id : ids) {
            client("data/m/a.csv").getBlockBlobClient().stageBlock(id, BinaryData.fromBytes(row));
        }
        client("data/m/a.csv").getBlockBlobClient().commitBlockList(ids);
        try (InputStream in = ours.open("data/m/a.csv")) {
            assertThat(in.readAllBytes()).hasSize(3 * row.length).startsWith(row);
        }
    }

    @Test
    void shouldLetOnlyTheFirstCreateWhoeverItIs() {
        assertThat(ours.putIfAbsent("a.json", bytes("ours"))).isTrue();
        assertThatThrownBy(() -> client("a.json").upload(BinaryData.fromString("theirs"), false))
                .isInstanceOfSatisfying(BlobStorageException.class, e -> assertThat(e.getErrorCode())
                        .isEqualTo(BlobErrorCode.BLOB_ALREADY_EXISTS));
        client("b.json").upload(BinaryData.fromString("theirs"), false);
        assertThat(ours.putIfAbsent("b.json", bytes("ours"))).isFalse();
        assertThat(ours.get("a.json")).contains(bytes("ours"));
        assertThat(ours.get("b.json")).contains(bytes("theirs"));
    }

    @Test
    void shouldDeleteOnlyTheVersionThatWasSeenWhoeverRewroteIt() {
        ours.put("a", bytes("ours"));
        ObjectInfo seen = ours.stat("a").orElseThrow();
        client("a").upload(BinaryData.fromString("theirs"), true);
        assertThat(ours.deleteIf(seen)).isFalse();
        BlobRequestConditions stale = new BlobRequestConditions().setIfMatch('"' + seen.version() + '"');
        assertThatThrownBy(() -> client("a").deleteWithResponse(DeleteSnapshotsOptionType.INCLUDE, stale, null, null))
                .isInstanceOfSatisfying(BlobStorageException.class, e -> assertThat(e.getErrorCode())
                        .isEqualTo(BlobErrorCode.CONDITION_NOT_MET));
        assertThat(ours.deleteIf(ours.stat("a").orElseThrow())).isTrue();
        assertThat(client("a").exists()).isFalse();
    }

    @Test
    void shouldListTheSameObjects() {
        for (String key : List.of("p/b", "p/a & <b>", "p/'\"", "p/é", "q", "p/a/1", "p/a b ")) {
            ours.put(key, bytes(key));
        }
        List<ObjectInfo> theirs = official.listBlobs(new ListBlobsOptions().setPrefix("p/"), null).stream()
                .map(b -> new ObjectInfo(
                        b.getName(),
                        unquoted(b.getProperties().getETag()),
                        b.getProperties().getContentLength()))
                .toList();
        assertThat(ours.list("p/", "", 100)).hasSize(6).isEqualTo(theirs);
    }

    private BlobClient client(String key) {
        return official.getBlobClient(key);
    }

    private static String unquoted(String etag) {
        return etag.replace("\"", "");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
