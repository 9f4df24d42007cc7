package dev.loopkeeper.testkit.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The clock that a test puts beside the deployable jar: it reads the milliseconds that {@link StoryTime} keeps in a
 * file, so that hours pass in every process at the same moment.
 */
public final class SharedClock implements InstantSource {
    static final String FILE = "loopkeeper.test.clock";

    private final MappedByteBuffer millis;

    public SharedClock() {
        try (FileChannel file = FileChannel.open(Path.of(System.getProperty(FILE)), StandardOpenOption.READ)) {
            millis = file.map(FileChannel.MapMode.READ_ONLY, 0, Long.BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.getLong(0));
    }
}
