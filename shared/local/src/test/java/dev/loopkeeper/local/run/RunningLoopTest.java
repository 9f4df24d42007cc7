package dev.loopkeeper.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningLoopTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void shouldNameAnAddressThatCanBeAsked(String host) {
        URI url = URI.create(new RunningLoop.Address(1, host, 8484, 8485).url());
        assertThat(url.getPort()).isEqualTo(8484);
        assertThat(url.getHost()).contains(host);
    }
}
