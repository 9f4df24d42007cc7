package dev.loopkeeper.local.trainer;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * {@code model.zip}: {@code booster.json} (XGBoost's own model, loadable by XGBoost in any language),
 * {@code features.json} ({@link ModelCard}) and, for demonstrations, {@code fault.json} ({@link Fault}).
 *
 * <p>Entries are sorted and carry a fixed time, so that equal content has equal bytes. At most 256 MiB an entry.
 */
record ModelArchive(byte[] booster, ModelCard card, Optional<Fault> fault) {
    private static final int LIMIT = 256 << 20;
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    byte[] toBytes() {
        Map<String, byte[]> entries = new TreeMap<>();
        entries.put("booster.json", booster);
        entries.put("features.json", Json.write(card));
        fault.ifPresent(f -> entries.put("fault.json", Json.write(f)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry head = new ZipEntry(entry.getKey());
                head.setTimeLocal(EPOCH);
                zip.putNextEntry(head);
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array cannot fail to take a zip", e);
        }
        return bytes.toByteArray();
    }

    /** Reads an artefact; one that is damaged or made by something else is {@code POISON}. */
    static ModelArchive read(InputStream in) {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] body = zip.readNBytes(LIMIT);
                if (body.length == LIMIT) {
                    throw LoopException.poison("model.zip: " + entry.getName() + " is larger than " + LIMIT + " bytes");
                }
                entries.put(entry.getName(), body);
            }
        } catch (IOException e) {
            throw LoopException.poison("model.zip is damaged: " + e.getMessage(), e);
        }
        if (!entries.keySet().containsAll(List.of("booster.json", "features.json"))) {
            throw LoopException.poison(
                    "model.zip must hold booster.json and features.json, it holds " + entries.keySet());
        }
        return new ModelArchive(
                entries.get("booster.json"),
                Json.read(entries.get("features.json"), ModelCard.class, "features.json of model.zip"),
                Optional.ofNullable(entries.get("fault.json"))
                        .map(b -> Json.read(b, Fault.class, "fault.json of model.zip")));
    }
}
