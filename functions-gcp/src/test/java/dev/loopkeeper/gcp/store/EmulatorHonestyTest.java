package dev.loopkeeper.gcp.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.gcp.emulators.FakeGcs;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The emulator itself keeps the preconditions on which the adapter builds: a fake that forgets them proves nothing. */
class EmulatorHonestyTest {
    private final FakeGcs gcs = FakeGcs.shared();
    private final String objects = "/storage/v1/b/" + gcs.newBucket() + "/o";

    @Test
    void shouldRefuseAnUploadWhosePreconditionDoesNotHold() {
        assertThat(upload("ifGenerationMatch=0").status()).isEqualTo(200);
        assertThat(upload("ifGenerationMatch=0").status()).isEqualTo(412);
        assertThat(upload("ifGenerationMatch=12345").status()).isEqualTo(412);
        String generation = generation(gcs.bareHost());
        assertThat(upload("ifGenerationMatch=" + generation).status()).isEqualTo(200);
        assertThat(upload("ifGenerationMatch=" + generation).status()).isEqualTo(412);
    }

    @Test
    void shouldRefuseADeleteWhosePreconditionDoesNotHold() {
        upload("ifGenerationMatch=0");
        String generation = generation(gcs.host());
        upload("ifGenerationMatch=" + generation);
        assertThat(delete(generation)).isEqualTo(412);
        assertThat(delete(generation(gcs.host()))).isEqualTo(200);
        assertThat(delete(generation)).isEqualTo(404);
    }

    private RestAnswer upload(String condition) {
        String uri = gcs.bareHost() + "/upload" + objects + "?uploadType=media&name=a&" + condition;
        return FakeGcs.rest().call(new RestCall("POST", URI.create(uri), Map.of(), new byte[1], true), "object a");
    }

    private int delete(String generation) {
        String uri = gcs.host() + objects + "/a?ifGenerationMatch=" + generation;
        return FakeGcs.rest().call(RestCall.delete(uri), "object a").status();
    }

    private String generation(String host) {
        RestAnswer answer = FakeGcs.rest().call(RestCall.get(host + objects + "/a"), "object a");
        return answer.json("object a").path("generation").asText();
    }
}
