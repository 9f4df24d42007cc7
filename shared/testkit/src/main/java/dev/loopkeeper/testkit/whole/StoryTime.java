package dev.loopkeeper.testkit.whole;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when the story says so, here and in every process that was started with {@link #option}. */
public final class StoryTime implements InstantSource {
    private final Path folder;
    private final MappedByteBuffer millis;

    /** @param folder an empty one, which becomes the class path entry with the clock */
    public StoryTime(Path folder, Instant start) {
        this.folder = folder;
        try (FileChannel file = FileChannel.open(
                        folder.resolve("now"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                InputStream compiled = SharedClock.class.getResourceAsStream("SharedClock.class")) {
            millis = file.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
            Path place = folder.resolve(SharedClock.class.getName().replace('.', '/') + ".class");
            Files.createDirectories(place.getParent());
            Files.copy(compiled, place);
            Path services = Files.createDirectories(folder.resolve("META-INF/services"));
            Files.writeString(services.resolve(InstantSource.class.getName()), SharedClock.class.getName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        millis.putLong(0, start.toEpochMilli());
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.getLong(0));
    }

    public void pass(Duration time) {
        millis.putLong(0, instant().plus(time).toEpochMilli());
    }

    /** What puts the clock on a class path. */
    public String classPath() {
        return folder.toString();
    }

    /** The JVM option that tells the clock where time is kept. */
    public String option() {
        return "-D" + SharedClock.FILE + "=" + folder.resolve("now");
    }
}
