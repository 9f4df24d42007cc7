package dev.loopkeeper.bench.profile;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.data.BatchProfile;
import dev.loopkeeper.data.BatchReader;
import dev.loopkeeper.data.ProfileBuilder;
import dev.loopkeeper.data.ReadSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The profile that ingest makes of every batch; with two threads one parses while the other profiles. */
final class OursPass implements Pass {
    @Override
    public void over(List<Path> files, int threads) throws IOException {
        profile(files, threads);
    }

    static BatchProfile profile(List<Path> files, int threads) throws IOException {
        List<BatchProfile> parts = new ArrayList<>();
        for (Path file : files) {
            ProfileBuilder builder = new ProfileBuilder(plain());
            try (InputStream in = Files.newInputStream(file)) {
                String name = file.getFileName().toString();
                if (threads < 2) {
                    parts.add(builder.profile(BatchReader.read(in, name, LoopConfig.Format.AUTO, builder)));
                } else {
                    try (Relay relay = new Relay(builder)) {
                        ReadSummary summary = BatchReader.read(in, name, LoopConfig.Format.AUTO, relay);
                        relay.finish();
                        parts.add(builder.profile(summary));
                    }
                }
            }
        }
        return parts.size() == 1 ? parts.get(0) : BatchProfile.merge(parts);
    }

    private static LoopConfig.Data plain() {
        byte[] least = "model: profile\ndata: {label: label}\n".getBytes(StandardCharsets.UTF_8);
        return LoopConfigReader.read(least, "profile").orPoison().data();
    }
}
