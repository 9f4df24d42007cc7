package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.Commit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Records the journals of some seeds, one commit a line, for the tests of the core: {@code java ...GoldenJournals
 * FOLDER SEED...}.
 *
 * <p>A recorded journal is kept for ever: new releases add files and never change one.
 */
public final class GoldenJournals {
    private GoldenJournals() {}

    /** Writes {@code seed-N.jsonl} into the folder for each seed. */
    public static void main(String[] args) throws IOException {
        for (int i = 1; i < args.length; i++) {
            long seed = Long.parseLong(args[i]);
            List<Commit> commits = new Campaign(Mutant.NONE).run(seed).journal();
            String lines = commits.stream()
                    .map(c -> new String(Json.write(c), StandardCharsets.UTF_8) + "\n")
                    .collect(Collectors.joining());
            Files.writeString(Path.of(args[0], "seed-" + seed + ".jsonl"), lines);
        }
    }
}
