package dev.loopkeeper.local.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTokenTest {
    @TempDir
    Path home;

    @Test
    void shouldKeepTheTokenItHasMade() throws IOException {
        AdminToken made = AdminToken.readOrMake(home);
        assertThat(AdminToken.readOrMake(home).matches(made.header())).isTrue();
        assertThat(made.matches("Bearer ")).isFalse();
    }

    @Test
    void shouldLetNobodyInWithAFileThatWasEmptied() throws IOException {
        Files.writeString(home.resolve("endpoint.token"), "\n");
        assertThatThrownBy(() -> AdminToken.readOrMake(home).matches("Bearer "))
                .hasMessageContainingAll("endpoint.token", "16 characters");
    }
}
