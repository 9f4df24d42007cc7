package dev.loopkeeper.local.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TrainerProcessTest {
    @Test
    void shouldTellTheCauseOfAStackTraceAndNotItsLastFrame() {
        assertThat(TrainerProcess.lastWord("""
                {"progress":0.5}
                Exception in thread "main" java.io.UncheckedIOException: cannot write progress
                \tat dev.loopkeeper.local.trainer.OneFile.written(OneFile.java:64)
                Caused by: java.io.IOException: No space left on device
                \tat java.base/sun.nio.ch.IOUtil.write(IOUtil.java:67)
                \t... 5 more
                """)).isEqualTo("Caused by: java.io.IOException: No space left on device");
        assertThat(TrainerProcess.lastWord("")).isEmpty();
    }
}
