package dev.loopkeeper.azure.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.azure.store.Containers;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlobCreatedTest {
    private static final ObjectInfo JUNE = new ObjectInfo("data/sales/2026-06.csv", "0x8DC0FFEE0123456", 20);

    private final BlobCreated created =
            new BlobCreated(BlobAddress.of("https://loopdata.blob.core.windows.net/"), new Containers("state", "data"));

    private Optional<ObjectInfo> read(byte[] event) {
        return created.object(GridEvent.parse(event));
    }

    @Test
    void shouldReadTheSameBlobFromEverySchema() {
        assertThat(read(Events.utf8(Events.blob()))).contains(JUNE);
        assertThat(read(Events.utf8("[" + Events.blob() + "]"))).contains(JUNE);
        assertThat(read(Events.utf8(Events.blobAsCloudEvent())))
                .as("other endpoint, and an ETag in quotes")
                .contains(JUNE);
    }

    @ParameterizedTest
    @CsvSource({
        "PutBlob, true",
        "PutBlockList, true",
        "CopyBlob, true",
        "FlushWithClose, true",
        "CreateFile, false",
        "SftpCreate, false",
        "putblob, false",
        "'', false"
    })
    void shouldActOnlyOnTheCallThatEndsAnUpload(String api, boolean acts) {
        assertThat(read(Events.with("api", api)).isPresent()).isEqualTo(acts);
    }

    @ParameterizedTest
    @CsvSource({
        "data/sales/a b.csv, data/sales/a%20b.csv, data/sales/a b.csv",
        "data/sales/a b.csv, data/sales/a b.csv, data/sales/a b.csv",
        "data/sales/100%.csv, data/sales/100%25.csv, data/sales/100%.csv",
        "data/sales/a+b.csv, data/sales/a+b.csv, data/sales/a+b.csv",
        "data/sales/caf\u00e9.csv, data/sales/caf%C3%A9.csv, data/sales/caf\u00e9.csv",
        "data/sales/\ufffd\ufffd.csv, data/sales/%F0%9F%92%8E.csv, data/sales/\ud83d\udc8e.csv",
        "data/sales/a%20b.csv, data/sales/a%2520b.csv, data/sales/a%20b.csv"
    })
    void shouldDecodeANameThatBothSpell(String subject, String path, String name) {
        assertThat(read(Events.blob(subject, path))).map(ObjectInfo::key).contains(name);
    }

    @ParameterizedTest
    @CsvSource({
        "data/sales/a.csv, data/sales/b.csv",
        "data/sales/a.csv, data/sales/a.csv?snapshot=1",
        "data/sales/a.csv, data/sales/a%2.csv",
        "data/sales/a.csv, data/sales/a%ZZ.csv",
        "data/sales/a.csv, data/sales/a%FF.csv",
        "data/sales/a.csv, ''"
    })
    void shouldRefuseAnEventThatNamesTwoBlobsOrNone(String subject, String path) {
        assertThatThrownBy(() -> read(Events.blob(subject, path))).isInstanceOfSatisfying(LoopException.class, e -> {
            assertThat(e.kind()).isEqualTo(LoopException.Kind.POISON);
            assertThat(e).hasMessageContaining("event names");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.blob.core.windows.net/data/data/sales/2026-06.csv",
                "https://loopdata.blob.core.windows.net.evil.example/data/data/sales/2026-06.csv",
                "http://loopdata.blob.core.windows.net/data/data/sales/2026-06.csv",
                "https://loopdata.blob.core.windows.net/elsewhere/data/sales/2026-06.csv"
            })
    void shouldRefuseTheBlobOfAnotherAccountOrContainer(String url) {
        assertThatThrownBy(() -> read(Events.with("url", url))).isInstanceOf(LoopException.class);
    }

    @Test
    void shouldRefuseAForeignVersionAndSize() {
        assertThatThrownBy(() -> read(Events.with("eTag", "W/\"1\""))).hasMessageContaining("eTag");
        assertThatThrownBy(() -> read(Events.with("eTag", ""))).hasMessageContaining("eTag");
        assertThatThrownBy(() -> read(Events.with("contentLength", "-1"))).hasMessageContaining("contentLength");
    }
}
