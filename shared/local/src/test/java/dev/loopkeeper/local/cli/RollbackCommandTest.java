package dev.loopkeeper.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.local.run.RunningLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackCommandTest {
    @TempDir
    Path home;

    @Test
    void shouldCallANameThatNoModelCanHaveInvalidAndNoFaultOfOurs() throws IOException {
        long alive = ProcessHandle.current().pid();
        Files.write(home.resolve("loop.json"), Json.write(new RunningLoop.Address(alive, "127.0.0.1", 1, 1)));
        Files.writeString(home.resolve("token"), "0123456789abcdef");
        int code = LoopkeeperCommand.run("rollback", "my model", "--reason", "why", "--home", home.toString());
        assertThat(code).isEqualTo(LoopkeeperCommand.INVALID);
    }
}
