package dev.loopkeeper.azure.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.connectors.rest.RestCall;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The text to sign, piece by piece; that the service takes the signature is shown by every test on Azurite. */
class SharedKeyTest {
    private final SharedKey key = new SharedKey("acc", "c2VjcmV0");

    @Test
    void shouldSignWhatTheServiceSigns() {
        StorageHeaders headers = new StorageHeaders(call -> call, () -> Instant.parse("2026-11-01T09:08:07Z"));
        RestCall put = new RestCall(
                        "PUT",
                        java.net.URI.create("https://acc.blob/c/a%20b?timeout=3&comp=%C3%A9"),
                        Map.of("If-None-Match", "*", "Content-Type", "text/csv", "x-ms-blob-type", "BlockBlob"),
                        new byte[7],
                        true)
                .with("Range", "bytes=0-");
        assertThat(key.text(headers.sign(put)))
                .isEqualTo("PUT\n\n\n7\n\ntext/csv\n\n\n\n*\n\nbytes=0-\nx-ms-blob-type:BlockBlob\n"
                        + "x-ms-date:Sun, 01 Nov 2026 09:08:07 GMT\nx-ms-version:2026-02-06\n"
                        + "/acc/c/a%20b\ncomp:é\ntimeout:3");
    }

    @Test
    void shouldNotShowItsKey() {
        assertThat(key.toString()).doesNotContain("c2VjcmV0").contains("acc");
        assertThatThrownBy(() -> new SharedKey("acc", "?").sign(RestCall.get("https://acc.blob/")))
                .hasMessageContaining("key of storage account 'acc' cannot sign");
    }
}
